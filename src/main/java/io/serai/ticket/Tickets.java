package io.serai.ticket;

import java.util.Optional;

/** The stored tickets. */
public interface Tickets {

    Optional<Ticket> find(String id);

    /** How often the ticket was opened: 1, and 1 more for each time it came back after it was resolved; 0 if there is no such ticket. */
    int openings(String id);
}
