package io.serai.ticket;

import java.util.Objects;

/**
 * What became of a ticket that came in.
 *
 * @param ticket  as it is stored now, with its id
 * @param outcome what the update meant
 * @param correlation id of the raw event that it came from
 */
public record TicketReceipt(Ticket ticket, Outcome outcome, String correlation) {

    public TicketReceipt {
        Objects.requireNonNull(ticket, "ticket");
        Objects.requireNonNull(outcome, "outcome");
    }

    /** What an update meant. */
    public enum Outcome {
        /** Not seen before, and open. */
        CREATED,
        /** Something that an analysis depends on is different. */
        CHANGED,
        /** It was resolved, and has come back. */
        REOPENED,
        /** It is resolved or closed now, or came in so. */
        CLOSED,
        /** Newer, but nothing that matters is different: an assignee, a note, our own write-back. */
        UNCHANGED,
        /** Older than what is stored. */
        STALE;

        boolean needsAnalysis() {
            return this == CREATED || this == CHANGED || this == REOPENED;
        }
    }

    /** True if the ticket is to be analysed. */
    public boolean needsAnalysis() {
        return outcome.needsAnalysis();
    }
}
