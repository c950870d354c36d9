package io.serai.remediation;

import io.serai.remediation.Attempt.Step;
import io.serai.remediation.Execution.State;
import io.serai.work.Postponed;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Records what became of a call of an action, and says what is done next. */
@Component("settleCall")
class SettleCall {

    private final ExecutionStore store;
    private final Throttle throttle;
    private final JudgeUnclear judge;

    SettleCall(ExecutionStore store, Throttle throttle, JudgeUnclear judge) {
        this.store = store;
        this.throttle = throttle;
        this.judge = judge;
    }

    /**
     * Records an answer.
     *
     * @throws Postponed where the call did nothing and may be made again; the execution is {@code APPROVED} again then
     */
    public Attempt settle(Answer answer) {
        Attempt attempt = answer.attempt();
        Standing standing = attempt.standing();
        return switch (answer.result()) {
            case DONE -> done(store, attempt, answer.detail());
            case REFUSED -> Attempt.report(store.change(standing, Change.to(State.FAILED, answer.detail() + ", so nothing was done")));
            case BUSY -> throw again(standing, answer);
            case UNAVAILABLE -> {
                if (attempt.action().idempotent()) {
                    throw again(standing, answer);
                }
                yield judge.call(attempt, answer.detail());
            }
            case NOT_SENT -> {
                throttle.release(standing.id());
                throw again(standing, answer);
            }
            case UNCLEAR -> judge.call(attempt, answer.detail());
        };
    }

    /** What follows once it is known that an action took effect. */
    static Attempt done(ExecutionStore store, Attempt attempt, String detail) {
        if (attempt.action().verify() == null) {
            return Attempt.report(store.change(attempt.standing(), Change.to(State.SUCCEEDED, detail + "; nothing verifies it")));
        }
        return attempt.next(store.change(attempt.standing(), Change.within(Phase.VERIFYING, detail)), Step.VERIFY);
    }

    private Postponed again(Standing standing, Answer answer) {
        store.change(standing, Change.to(State.APPROVED, answer.detail()));
        Duration after = answer.after().isZero() ? Duration.ofSeconds(1) : answer.after();
        return new Postponed(after, answer.detail());
    }
}
