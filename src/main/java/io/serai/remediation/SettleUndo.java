package io.serai.remediation;

import io.serai.remediation.Answer.Result;
import io.serai.remediation.Execution.State;
import org.springframework.stereotype.Component;

/** Records what became of a call that undoes an action. */
@Component("settleUndo")
class SettleUndo {

    private final ExecutionStore store;
    private final Throttle throttle;
    private final JudgeUnclear judge;

    SettleUndo(ExecutionStore store, Throttle throttle, JudgeUnclear judge) {
        this.store = store;
        this.throttle = throttle;
        this.judge = judge;
    }

    /**
     * Records an answer.
     *
     * @throws io.serai.work.Postponed if the roll back is tried again
     */
    public Attempt settle(Answer answer) {
        Attempt attempt = answer.attempt();
        Standing standing = attempt.standing();
        if (answer.result() == Result.NOT_SENT) {
            throttle.release(standing.id());
        }
        return switch (answer.result()) {
            case DONE -> Attempt.report(store.change(standing, Change.to(State.ROLLED_BACK,
                "the verification found that it did not help (" + standing.execution().detail() + "), so it was rolled back")));
            case REFUSED -> Attempt.report(store.change(standing, Change.to(State.FAILED,
                "the action did not help, and its roll back was refused: " + answer.detail() + "; please look")));
            case BUSY, NOT_SENT -> judge.undo(attempt, answer.detail(), true);
            case UNAVAILABLE, UNCLEAR -> judge.undo(attempt, answer.detail(), false);
        };
    }
}
