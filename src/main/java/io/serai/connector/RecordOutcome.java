package io.serai.connector;

import io.serai.ticket.TicketReceipt;
import java.util.Locale;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Records what an event did to a ticket. */
@Component("recordOutcome")
class RecordOutcome {

    private final EventStore store;

    RecordOutcome(EventStore store) {
        this.store = store;
    }

    public void recordOutcome(TicketReceipt receipt, @Variable("event") RawEvent event) {
        store.recordOutcome(event.id(), receipt.ticket().id(), receipt.outcome().name().toLowerCase(Locale.ROOT));
    }
}
