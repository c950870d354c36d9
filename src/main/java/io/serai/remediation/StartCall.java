package io.serai.remediation;

import io.serai.action.Action;
import io.serai.remediation.Attempt.Step;
import io.serai.work.Postponed;
import org.springframework.stereotype.Component;

/** Commits that a call begins, before it does. */
@Component("startCall")
class StartCall {

    private final ExecutionStore store;

    StartCall(ExecutionStore store) {
        this.store = store;
    }

    /**
     * Claims the execution for one call: {@code APPROVED} becomes {@code STARTED}.
     *
     * @throws Postponed if another worker claimed it first
     */
    public Call start(Attempt attempt) {
        boolean undo = attempt.step() == Step.UNDO;
        Action.Call call = undo ? attempt.action().rollback() : attempt.action().execute();
        Call prepared = Call.of(attempt, call);
        Standing started = store.change(attempt.standing(), undo ? Change.undoing(attempt.standing().execution().detail()) : Change.calling());
        return new Call(attempt.next(started, attempt.step()), prepared.key(), prepared.path(), prepared.query(), prepared.body());
    }
}
