package io.serai.work;

import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Health {@code queue}: how far each stage is behind. A stage whose oldest work is over an hour old is told, but does not make the hub unfit. */
@Component("queueHealthIndicator")
class QueueHealth implements HealthIndicator {

    private static final double LATE = 3_600;

    private final WorkStore store;
    private final WorkProperties properties;

    QueueHealth(WorkStore store, WorkProperties properties) {
        this.store = store;
        this.properties = properties;
    }

    @Override
    public Health health() {
        Map<String, WorkStore.Lag> lags = store.lags();
        Health.Builder health = Health.up();
        properties.stages().keySet().forEach(stage -> {
            WorkStore.Lag lag = lags.getOrDefault(stage, new WorkStore.Lag(0, 0));
            health.withDetail(stage, Map.of("items", lag.items(), "oldestSeconds", Math.round(lag.age()), "late", lag.age() > LATE));
        });
        return health.build();
    }
}
