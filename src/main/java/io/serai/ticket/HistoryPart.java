package io.serai.ticket;

import java.util.List;

/** What one feature adds to a ticket's history. */
public interface HistoryPart {

    /** Name of the list in the answer of {@code GET /api/v1/tickets/{id}} ({@code events}, {@code analyses}, …). */
    String name();

    /** What happened to the ticket, oldest first, at most 500; possibly none. */
    List<?> of(String ticketId);
}
