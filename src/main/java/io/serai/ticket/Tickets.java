package io.serai.ticket;

import java.time.Instant;
import java.util.Optional;

/** The stored tickets. */
public interface Tickets {

    Optional<Ticket> find(String id);

    /** When the ticket of this identity was changed at its source, as far as the hub knows; absent if there is no such ticket. */
    Optional<Instant> updatedAt(String tenant, String connector, String externalId);

    /** How often the ticket was opened: 1, and 1 more for each time it came back after it was resolved; 0 if there is no such ticket. */
    int openings(String id);

    /** Sets the status of a ticket that has no other source than the hub; one that is resolved or closed stays so. Joins the caller's transaction. */
    void settle(String id, TicketStatus status, Instant at);
}
