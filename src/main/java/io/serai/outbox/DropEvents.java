package io.serai.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Forgets events that were sent. If that is not committed they are sent again, with the ids they had. */
@Component("dropEvents")
class DropEvents {

    private final OutboxStore store;
    private final MeterRegistry meters;

    DropEvents(OutboxStore store, MeterRegistry meters) {
        this.store = store;
        this.meters = meters;
    }

    public void drop(OutboxBatch sent) {
        store.drop(sent.events());
        meters.counter("serai.outbox.sent", "connector", sent.connector()).increment(sent.events().size());
    }
}
