package io.serai.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Takes the oldest events of a connector, in the transaction in which they are sent and dropped: one process at a time, so that they keep their order. */
@Component("takeEvents")
class TakeEvents {

    private static final int MOST = 500;

    private final OutboxStore store;
    private final MeterRegistry meters;
    private final Map<String, Double> lags = new ConcurrentHashMap<>();

    TakeEvents(OutboxStore store, MeterRegistry meters) {
        this.store = store;
        this.meters = meters;
    }

    /** @return none if there are none, or if another process sends those of this connector */
    public OutboxBatch take(String connector) {
        watch(connector);
        if (!store.hold(connector)) {
            return new OutboxBatch(connector, List.of(), false);
        }
        List<OutboxEvent> oldest = store.oldest(connector, MOST);
        List<OutboxEvent> first = firstOfEach(oldest);
        return new OutboxBatch(connector, first, oldest.size() == MOST || first.size() < oldest.size());
    }

    /** One event a ticket: of two that are sent together the earlier one may fail, and the later one arrive. */
    private static List<OutboxEvent> firstOfEach(List<OutboxEvent> oldest) {
        Map<String, OutboxEvent> first = new LinkedHashMap<>();
        oldest.forEach(event -> first.putIfAbsent(event.key(), event));
        return List.copyOf(first.values());
    }

    private void watch(String connector) {
        boolean first = lags.put(connector, store.lag(connector).orElse(0.0)) == null;
        if (first) {
            Gauge.builder("serai.outbox.lag", () -> lags.get(connector)).tag("connector", connector).baseUnit("seconds")
                .description("Age of the oldest event that is not sent").register(meters);
        }
    }
}
