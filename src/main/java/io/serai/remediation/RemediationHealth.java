package io.serai.remediation;

import io.serai.action.Actions;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Shows the kill switch and the actions' circuit breakers. An endpoint that fails does not make the hub unhealthy. */
@Component("remediationHealthIndicator")
class RemediationHealth implements HealthIndicator {

    private final Actions actions;
    private final CamelContext context;
    private final RemediationProperties properties;

    RemediationHealth(Actions actions, CamelContext context, RemediationProperties properties) {
        this.actions = actions;
        this.context = context;
        this.properties = properties;
    }

    @Override
    public Health health() {
        Map<String, String> breakers = new TreeMap<>();
        actions.all().forEach(action -> breakers.put(action.name(), ActionRoutes.breaker(context, action)));
        return Health.up().withDetail("enabled", properties.enabled()).withDetail("limitPerMinute", properties.limitPerMinute())
            .withDetail("breakers", breakers).build();
    }
}
