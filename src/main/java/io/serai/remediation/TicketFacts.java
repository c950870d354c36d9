package io.serai.remediation;

import io.serai.language.Sha256;
import io.serai.ticket.Ticket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** What a person judges who approves an action for a ticket. Who it is assigned to, when it was last touched, and its
 * labels (counters and transitions of the source, which our own note changes too) are not among it. */
final class TicketFacts {

    private TicketFacts() {
    }

    /** @return SHA-256 of the facts, in hex: the same as long as none of them changes */
    static String digest(Ticket ticket) {
        return Sha256.ofParts(Arrays.asList(ticket.kind(), ticket.title(), ticket.description(), ticket.category(), ticket.priority(),
            ticket.requester(), ticket.affectedSystem(), ticket.errorMessages(), ticket.autoRemediation()));
    }

    /** Names under which the requester may sign in, in lower case. */
    static List<String> requesterNames(Ticket ticket) {
        return ticket.requester() == null ? List.of() : Stream.of(ticket.requester().email(), ticket.requester().name())
            .filter(Objects::nonNull).map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }
}
