package io.serai.remediation;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.springframework.stereotype.Component;

/** Which headers pass between a route and an endpoint: two out, one in. Everything else stays where it is. */
@Component("actionHeaders")
class ActionHeaders implements HeaderFilterStrategy {

    private static final Set<String> OUT = Set.of("idempotency-key", "content-type");
    private static final Set<String> IN = Set.of("retry-after");

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !OUT.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !IN.contains(name.toLowerCase(Locale.ROOT));
    }
}
