package io.serai.connector;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** The hub is up while a vendor is down: it says which connectors are degraded, and stays UP. */
@Component("connectorsHealthIndicator")
class ConnectorHealth implements HealthIndicator {

    private final ConnectorFiles files;
    private final ConnectorStates states;
    private final RaiseAlarms alarms;

    ConnectorHealth(ConnectorFiles files, ConnectorStates states, RaiseAlarms alarms) {
        this.files = files;
        this.states = states;
        this.alarms = alarms;
    }

    @Override
    public Health health() {
        Map<String, Object> details = new LinkedHashMap<>();
        boolean degraded = !files.faults().isEmpty();
        for (ConnectorFile file : files.files()) {
            if (file.on()) {
                ConnectorState.View view = states.of(file.name()).view();
                degraded |= view.degraded();
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("degraded", view.degraded());
                one.put("breaker", view.breaker());
                one.put("alarms", alarms.of(file.name()).stream().map(Alarm::word).toList());
                one.put("consecutiveFailures", view.consecutiveFailures());
                if (view.lastSuccess() != null) {
                    one.put("lastSuccess", view.lastSuccess().toString());
                }
                if (view.lastError() != null) {
                    one.put("lastError", view.lastError());
                }
                details.put(file.name(), one);
            } else {
                details.put(file.name(), file.reason());
            }
        }
        return Health.up().withDetail("degraded", degraded).withDetails(details).build();
    }
}
