package io.serai.remediation;

import io.serai.action.Action;
import io.serai.remediation.Attempt.Step;
import io.serai.remediation.Execution.State;
import io.serai.work.Postponed;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * What is done when nobody knows whether a call took effect: the endpoint is asked if it can be; if it cannot tell, the call is repeated
 * only where the action is declared idempotent, at most {@value #CALLS} times in all
 * (a roll back {@value #UNDOS} times); otherwise people are asked. Never a blind repetition.
 */
@Component
class JudgeUnclear {

    static final int CALLS = 3;
    static final int UNDOS = 3;

    private final ExecutionStore store;
    private final RemediationProperties properties;

    JudgeUnclear(ExecutionStore store, RemediationProperties properties) {
        this.store = store;
        this.properties = properties;
    }

    /** After a call of the action ended unclear. */
    Attempt call(Attempt attempt, String why) {
        if (attempt.action().probe() != null) {
            return attempt.next(store.change(attempt.standing(), Change.within(Phase.PROBING, why).asUnclear()), Step.PROBE);
        }
        return repeatOrAsk(attempt, attempt.standing().unclear() + 1, 1, why);
    }

    /** After the endpoint could not tell either. */
    Attempt probe(Attempt attempt, String why) {
        return repeatOrAsk(attempt, attempt.standing().unclear(), 0, why);
    }

    /**
     * After a call that undoes the action did not end well.
     *
     * @param harmless true if it surely did nothing, so that any action may repeat it
     */
    Attempt undo(Attempt attempt, String why, boolean harmless) {
        Standing standing = attempt.standing();
        if ((harmless || attempt.action().idempotent()) && standing.undos() < UNDOS) {
            store.change(standing, Change.within(Phase.UNDO_DUE, why));
            throw new Postponed(backoff(standing.undos()), "the roll back is tried again: " + why);
        }
        return Attempt.report(store.change(standing, Change.to(State.UNKNOWN,
            "the action did not help, and whether it was rolled back is unclear after " + standing.undos() + " attempts: " + why + "; please look")));
    }

    private Attempt repeatOrAsk(Attempt attempt, int unclear, int more, String why) {
        Action action = attempt.action();
        Standing standing = attempt.standing();
        if (action.idempotent() && unclear < CALLS) {
            Change again = Change.to(State.APPROVED, why);
            store.change(standing, more == 1 ? again.asUnclear() : again);
            throw new Postponed(backoff(unclear), "the call is repeated with the same idempotency key: " + why);
        }
        Change unknown = Change.to(State.UNKNOWN, "whether it took effect is unclear: " + why + "; please look before anything is repeated");
        return Attempt.report(store.change(standing, more == 1 ? unknown.asUnclear() : unknown));
    }

    private Duration backoff(int times) {
        return properties.hold().multipliedBy(Math.max(1, times));
    }
}
