package io.serai.testing;

import io.serai.decision.Decision;
import io.serai.remediation.Execution;
import io.serai.ticket.TimeOrderedId;

/** Executions for tests: what becomes of a decision's action. */
public final class Executions {

    private Executions() {
    }

    /**
     * An execution of the decision's proposal.
     *
     * @param detail why it is in that state, or {@code null}
     */
    public static Execution of(Decision decision, Execution.State state, String detail) {
        return new Execution(TimeOrderedId.at(Tickets.OPENED), decision.id(), decision.analysis().ticket().id(),
            decision.analysis().proposal().action(), decision.analysis().proposal().parameters(), state, detail, Tickets.OPENED,
            state == Execution.State.WAITING_APPROVAL || state == Execution.State.APPROVED ? null : Tickets.OPENED.plusSeconds(1),
            state.isFinal() ? Tickets.OPENED.plusSeconds(3) : null);
    }
}
