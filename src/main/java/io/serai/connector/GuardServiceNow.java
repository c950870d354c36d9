package io.serai.connector;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
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
                refuse(message, VendorCallException.of(status, RateLimits.wait(headers(message), clock.instant()).orElse(null)));
                return;
            }
            String type = String.valueOf(message.get(Message.CONTENT_TYPE));
            if (!type.contains("json")) {
                refuse(message, new VendorCallException(0, null, "the answer is " + type + ", not JSON: is the URL that of the API?"));
                return;
            }
            InputStream answer = message.getContent(InputStream.class);
            if (answer != null) {
                message.setContent(InputStream.class, new Limited(answer));
            }
        }

        /** The component reads an answer as JSON whatever it is; then it meets our exception. */
        private static void refuse(Message message, VendorCallException refusal) {
            Map<String, Object> headers = headers(message);
            headers.put("Content-Type", List.of("application/json"));
            message.put(Message.PROTOCOL_HEADERS, headers);
            message.put(Message.CONTENT_TYPE, "application/json");
            message.setContent(InputStream.class, new Refused(refusal));
        }

        private static Map<String, Object> headers(Message message) {
            Map<String, Object> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            if (message.get(Message.PROTOCOL_HEADERS) instanceof Map<?, ?> headers) {
                headers.forEach((name, value) -> copy.put(String.valueOf(name), value));
            }
            return copy;
        }
    }

    /** An answer that is none: the component reads it for its error, and the error it gets is ours. */
    private static final class Refused extends InputStream {
        private final VendorCallException refusal;

        Refused(VendorCallException refusal) {
            this.refusal = refusal;
        }

        @Override
        public int read() throws IOException {
            throw new IOException(refusal);
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
