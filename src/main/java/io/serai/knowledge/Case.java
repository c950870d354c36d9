package io.serai.knowledge;

import io.serai.ticket.Ticket;
import java.util.List;
import java.util.Objects;

/**
 * A ticket with all that was found about it.
 *
 * @param ticket   the stored ticket, with its id
 * @param evidence best first, at most 5, possibly none
 * @param degraded why the evidence is incomplete (the index is being rebuilt, …), or {@code null} if it is not
 */
public record Case(Ticket ticket, List<Evidence> evidence, String degraded) {

    public Case {
        Objects.requireNonNull(ticket, "ticket");
        evidence = List.copyOf(evidence);
    }
}
