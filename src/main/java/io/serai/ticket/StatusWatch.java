package io.serai.ticket;

import java.util.List;

/** Is told of tickets whose status became another, within the transaction that makes it so: what it writes stands or falls with that. */
public interface StatusWatch {

    /**
     * A ticket that is new, or has another status.
     *
     * @param ticket as it is now
     * @param from   its status before, or {@code null} if it is new
     */
    record StatusChange(Ticket ticket, TicketStatus from) {
    }

    /** @param changes at least one, each of another ticket */
    void changed(List<StatusChange> changes);
}
