package io.serai.analysis;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Tells the providers' breakers. Always up: without any model the hub goes on with the offline analyst. */
@Component
class LlmHealthIndicator implements HealthIndicator {

    private final LlmProperties properties;
    private final ProviderPauses pauses;
    private final CamelContext camel;

    LlmHealthIndicator(LlmProperties properties, ProviderPauses pauses, CamelContext camel) {
        this.properties = properties;
        this.pauses = pauses;
        this.camel = camel;
    }

    @Override
    public Health health() {
        Map<String, String> breakers = new LinkedHashMap<>();
        properties.providers().forEach(provider -> breakers.put(provider.name(), breaker(provider)));
        boolean usable = breakers.isEmpty() || breakers.containsValue("closed");
        return Health.up().withDetail("providers", breakers).withDetail("degraded", !usable).build();
    }

    private String breaker(LlmProperties.Provider provider) {
        ResilienceProcessor breaker = camel.getProcessor(LlmRoutes.routeId(provider) + "-breaker", ResilienceProcessor.class);
        String state = breaker == null ? "not started" : breaker.getCircuitBreakerState().toLowerCase(Locale.ROOT).replace('_', '-');
        return state.equals("closed") && pauses.paused(provider.name()) ? "asked to wait" : state;
    }
}
