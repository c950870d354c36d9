package io.serai.knowledge;

import io.serai.context.RequesterContext;
import io.serai.ticket.Ticket;
import java.util.List;
import java.util.Objects;

/**
 * A ticket with all that was found about it.
 *
 * @param ticket    the stored ticket, with its id
 * @param evidence  the hub's own runbooks and reviewed articles, best first, at most 5, possibly none
 * @param leads     articles that nobody here has vouched for, best first, at most 3, possibly none: shown to people, and nothing is
 *                  concluded from them
 * @param requester what a directory says of the requester
 * @param degraded  why the evidence is incomplete (the index is being rebuilt, …), or {@code null} if it is not
 */
public record Case(Ticket ticket, List<Evidence> evidence, List<Evidence> leads, RequesterContext requester, String degraded) {

    public Case {
        Objects.requireNonNull(ticket, "ticket");
        evidence = List.copyOf(evidence);
        leads = List.copyOf(leads);
        requester = requester == null ? RequesterContext.NONE : requester;
    }
}
