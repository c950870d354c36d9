package io.serai.decision;

import io.serai.home.Fault;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/** Tells whether the policy could be read. The hub works either way, so it is not down; it only decides nothing by itself. */
@Component("policyHealthIndicator")
class PolicyHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED", "people decide everything until the policy can be read");

    private final Policy policy;

    PolicyHealth(Policy policy) {
        this.policy = policy;
    }

    @Override
    public Health health() {
        if (policy.faults().isEmpty()) {
            return Health.up().build();
        }
        return Health.status(DEGRADED).withDetail("faults", policy.faults().stream().map(Fault::toString).toList()).build();
    }
}
