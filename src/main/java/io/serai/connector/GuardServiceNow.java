package io.serai.connector;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.helpers.CastUtils;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;

/**
 * Limits for camel-servicenow, whose client is Apache CXF: timeouts, no redirects, at most 1 MiB an answer, and the vendor's
 * {@code Retry-After}, which the component itself does not tell.
 */
@Configuration(proxyBeanMethods = false)
class GuardServiceNow {

    private static final Logger LOG = LoggerFactory.getLogger(GuardServiceNow.class);
    private static final int LIMIT = 1 << 20;
    private static final long RECEIVE_MILLIS = 20_000;

    GuardServiceNow(Clock clock) {
        Bus bus = BusFactory.getDefaultBus();
        bus.getInInterceptors().removeIf(Guard.class::isInstance);
        bus.getInInterceptors().add(new Guard(clock));
        bus.getOutInterceptors().removeIf(Usher.class::isInstance);
        bus.getOutInterceptors().add(new Usher());
    }

    /** The client settings of one connector, through which its calls find their gate. */
    static HTTPClientPolicy policy(VendorGate gate) {
        return new Policy(gate);
    }

    private static final class Policy extends HTTPClientPolicy {
        private final VendorGate gate;

        Policy(VendorGate gate) {
            this.gate = gate;
            setConnectionTimeout(5_000);
            setReceiveTimeout(Math.min(RECEIVE_MILLIS, gate.deadline().toMillis()));
            setAutoRedirect(false);
        }
    }

    /** Sends a call through its connector's gate. */
    private static final class Usher extends AbstractPhaseInterceptor<Message> {

        Usher() {
            super(Phase.SETUP);
        }

        @Override
        public void handleMessage(Message message) {
            if (!(message.getExchange().getConduit(message) instanceof HTTPConduit conduit) || !(conduit.getClient() instanceof Policy policy)) {
                return;
            }
            try {
                URI address = URI.create(String.valueOf(message.get(Message.ENDPOINT_ADDRESS)));
                policy.gate.enter(VendorGate.authority(address));
                // the JVM keeps what it looked up for longer than a call takes to connect
                policy.gate.resolve(address.getHost());
            } catch (IOException e) {
                throw new Fault(e);
            }
            List<Proof> proofs = policy.gate.proofs();
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(CastUtils.cast((Map<?, ?>) message.get(Message.PROTOCOL_HEADERS)));
            proofs.forEach(one -> headers.put(one.header(), List.of(one.value())));
            message.put(Message.PROTOCOL_HEADERS, headers);
            message.getExchange().put(Passage.class, new Passage(policy.gate, proofs));
        }
    }

    private record Passage(VendorGate gate, List<Proof> proofs) {
    }

    private static final class Guard extends AbstractPhaseInterceptor<Message> {
        private final Clock clock;

        Guard(Clock clock) {
            super(Phase.RECEIVE);
            this.clock = clock;
        }

        @Override
        public void handleMessage(Message message) {
            Passage passage = message.getExchange().get(Passage.class);
            if (passage != null && message.get(Message.RESPONSE_CODE) instanceof Integer status) {
                passage.gate().answered(status, headers(message), passage.proofs());
            }
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
                message.setContent(InputStream.class, new Limited(answer, passage));
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
        private volatile boolean cut;

        Limited(InputStream in, Passage passage) {
            super(in);
            if (passage != null) {
                passage.gate().atDeadline(this::cut);
            }
        }

        /** Reading then ends with an error, also a read that waits. */
        private void cut() {
            cut = true;
            try {
                in.close();
            } catch (IOException e) {
                LOG.debug("the answer of ServiceNow could not be closed: {}", e.getMessage());
            }
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
            if (cut) {
                throw new IOException("the answer did not end in time");
            }
            left -= read;
            if (left < 0) {
                throw new IOException("the answer is larger than " + LIMIT + " bytes: ask for smaller pages");
            }
        }
    }
}
