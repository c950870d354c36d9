package io.serai.llm;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Tells the providers' breakers. Always up: without any model the hub goes on with the offline analyst. */
@Component
class LlmHealthIndicator implements HealthIndicator {

    private final LlmProperties properties;
    private final LlmRoutes routes;
    private final ProviderPauses pauses;
    private final CallStore calls;
    private final CamelContext camel;

    LlmHealthIndicator(LlmProperties properties, LlmRoutes routes, ProviderPauses pauses, CallStore calls, CamelContext camel) {
        this.properties = properties;
        this.routes = routes;
        this.pauses = pauses;
        this.calls = calls;
        this.camel = camel;
    }

    @Override
    public Health health() {
        Map<String, String> breakers = new LinkedHashMap<>();
        properties.providers().forEach(provider -> breakers.put(provider.name(), breaker(provider)));
        Optional<String> ceiling = calls.usedUp();
        boolean usable = breakers.isEmpty() || breakers.containsValue("closed") && ceiling.isEmpty();
        Health.Builder health = Health.up().withDetail("providers", breakers).withDetail("degraded", !usable);
        ceiling.ifPresent(reached -> health.withDetail("ceiling", "used up: " + reached));
        return health.build();
    }

    String breaker(LlmProperties.Provider provider) {
        ResilienceProcessor breaker = camel.getProcessor(routes.routeId(provider) + "-breaker", ResilienceProcessor.class);
        String state = breaker == null ? "not started" : breaker.getCircuitBreakerState().toLowerCase(Locale.ROOT).replace('_', '-');
        return state.equals("closed") && pauses.paused(provider.name()) ? "asked to wait" : state;
    }
}
