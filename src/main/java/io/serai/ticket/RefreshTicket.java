package io.serai.ticket;

import org.springframework.stereotype.Component;

/** Replaces a ticket that waited in the queue by what it has become since. */
@Component("refreshTicket")
class RefreshTicket {

    private final TicketStore store;

    RefreshTicket(TicketStore store) {
        this.store = store;
    }

    /** @throws IllegalStateException if the ticket is not stored */
    public Ticket refresh(Ticket ticket) {
        return store.find(ticket.id()).orElseThrow(() -> new IllegalStateException("ticket " + ticket.id() + " is not stored"));
    }
}
