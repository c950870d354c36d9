package io.serai.ticket;

import java.util.Objects;

/**
 * A ticket that comes in.
 *
 * @param ticket      without an id, or with one that is taken if the ticket is new
 * @param correlation id of the raw event that it comes from
 */
public record TicketArrival(Ticket ticket, String correlation) {

    public TicketArrival {
        Objects.requireNonNull(ticket, "ticket");
    }
}
