package io.serai.connector;

import io.serai.ticket.TicketReceipt;
import java.util.List;
import org.springframework.stereotype.Component;

/** Records what each event did to a ticket. */
@Component("recordOutcomes")
class RecordOutcomes {

    private final EventStore store;

    RecordOutcomes(EventStore store) {
        this.store = store;
    }

    public void recordOutcomes(List<TicketReceipt> receipts) {
        store.recordOutcomes(receipts);
    }
}
