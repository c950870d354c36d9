package io.serai.connector;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Limits for camel-servicenow, whose client is Apache CXF: timeouts, no redirects, at most 1 MiB an answer, and the vendor's
 * {@code Retry-After}, which the component itself does not tell.
 */
@Configuration(proxyBeanMethods = false)
class GuardServiceNow {

    private static final int LIMIT = 1 << 20;

    @Bean
    HTTPClientPolicy serviceNowTimeouts(Clock clock) {
        Bus bus = BusFactory.getDefaultBus();
        bus.getInInterceptors().removeIf(Guard.class::isInstance);
        bus.getInInterceptors().add(new Guard(clock));
        HTTPClientPolicy policy = new HTTPClientPolicy();
        policy.setConnectionTimeout(5_000);
        policy.setReceiveTimeout(20_000);
        policy.setAutoRedirect(false);
        return policy;
    }

    private static final class Guard extends AbstractPhaseInterceptor<Message> {
        private final Clock clock;

        Guard(Clock clock) {
            super(Phase.RECEIVE);
            this.clock = clock;
        }

        @Override
        public void handleMessage(Message message) {
            if (message.get(Message.RESPONSE_CODE) instanceof Integer status && (status < 200 || status > 299)) {
                Map<?, ?> headers = message.get(Message.PROTOCOL_HEADERS) instanceof Map<?, ?> map ? map : Map.of();
                throw new Fault(VendorCallException.of(status, RateLimits.wait(names(headers), clock.instant()).orElse(null)));
            }
            InputStream answer = message.getContent(InputStream.class);
            if (answer != null) {
                message.setContent(InputStream.class, new Limited(answer));
            }
        }

        @SuppressWarnings("unchecked")
        private static Map<String, ?> names(Map<?, ?> headers) {
            return (Map<String, ?>) headers;
        }
    }

    /** Fails when more than the limit is read. */
    private static final class Limited extends FilterInputStream {
        private long left = LIMIT;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new IOException("the answer is larger than " + LIMIT + " bytes: ask for smaller pages");
            }
        }
    }
}
