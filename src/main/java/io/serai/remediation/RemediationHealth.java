package io.serai.remediation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.action.Action;
import io.serai.action.Actions;
import io.serai.remediation.Attempt.Step;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Shows the kill switch and the actions' circuit breakers. An endpoint that fails does not make the hub unhealthy. */
@Component("remediationHealthIndicator")
class RemediationHealth implements HealthIndicator {

    private final Actions actions;
    private final CamelContext context;
    private final RemediationProperties properties;

    RemediationHealth(Actions actions, CamelContext context, RemediationProperties properties, MeterRegistry meters) {
        this.actions = actions;
        this.context = context;
        this.properties = properties;
        actions.all().forEach(action -> Gauge.builder("serai.actions.breaker.open", () -> "CLOSED".equals(breaker(action)) ? 0 : 1)
            .description("1 while the action's circuit breaker lets nothing, or only trials, through").tag("action", action.name()).register(meters));
    }

    @Override
    public Health health() {
        Map<String, String> breakers = new TreeMap<>();
        actions.all().forEach(action -> breakers.put(action.name(), breaker(action)));
        return Health.up().withDetail("enabled", properties.enabled()).withDetail("limitPerMinute", properties.limitPerMinute())
            .withDetail("breakers", breakers).build();
    }

    private String breaker(Action action) {
        Route route = context.getRoute(ChooseEndpoint.routeId(Step.CALL, action.name()));
        return route == null ? "UNKNOWN" : route.filter("*").stream().filter(ResilienceProcessor.class::isInstance).map(ResilienceProcessor.class::cast)
            .map(ResilienceProcessor::getCircuitBreakerState).findFirst().orElse("UNKNOWN");
    }
}
