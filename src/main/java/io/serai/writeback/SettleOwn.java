package io.serai.writeback;

import io.serai.ticket.Ticket;
import io.serai.ticket.Tickets;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What a note would have said to a source goes to the ticket itself where the hub is the source. */
@Component
class SettleOwn {

    private final WriteBackStore store;
    private final Tickets tickets;
    private final Clock clock;

    SettleOwn(WriteBackStore store, Tickets tickets, Clock clock) {
        this.store = store;
        this.tickets = tickets;
        this.clock = clock;
    }

    /** Sets the status, if the note has one; keeps the note as one that is not to be sent. */
    WriteBack settle(WriteBack writeBack, Ticket ticket) {
        if (writeBack.status() != null) {
            tickets.settle(ticket.id(), writeBack.status(), clock.instant());
        }
        return store.skip(writeBack, "the ticket was filed here: its status is set, and the note stands in its history");
    }
}
