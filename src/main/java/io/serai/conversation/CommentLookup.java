package io.serai.conversation;

import io.serai.ticket.Ticket;
import java.util.Objects;

/**
 * Asks the system that a ticket is from what people said on it.
 *
 * @param connector   the one that the ticket is from
 * @param externalId  the source's identity of the ticket
 * @param externalRef the source's internal key where it differs (ServiceNow {@code sys_id}), or {@code null}
 */
public record CommentLookup(String connector, String ticketId, String externalId, String externalRef) {

    public CommentLookup {
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(externalId, "externalId");
    }

    static CommentLookup of(Ticket ticket) {
        return new CommentLookup(ticket.source().connector(), ticket.id(), ticket.source().externalId(), ticket.label("sys_id").orElse(null));
    }
}
