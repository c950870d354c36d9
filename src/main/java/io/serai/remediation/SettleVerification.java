package io.serai.remediation;

import io.serai.remediation.Attempt.Step;
import io.serai.remediation.Execution.State;
import io.serai.remediation.Finding.Result;
import io.serai.work.Postponed;
import org.springframework.stereotype.Component;

/** Records whether an action helped, and has it undone where it did not and can be. */
@Component("settleVerification")
class SettleVerification {

    private final ExecutionStore store;
    private final RemediationProperties properties;

    SettleVerification(ExecutionStore store, RemediationProperties properties) {
        this.store = store;
        this.properties = properties;
    }

    /**
     * Records a finding.
     *
     * @throws Postponed if the endpoint is asked again
     */
    public Attempt settle(Finding finding) {
        Attempt attempt = finding.attempt();
        Standing standing = attempt.standing();
        if (finding.result() == Result.AS_EXPECTED) {
            return Attempt.report(store.change(standing, Change.to(State.SUCCEEDED, "done and verified: " + finding.detail())));
        }
        if (standing.inPhase().compareTo(attempt.action().verify().within()) < 0) {
            throw new Postponed(properties.poll(), "not verified yet: " + finding.detail());
        }
        if (finding.result() == Result.UNCLEAR) {
            return Attempt.report(store.change(standing, Change.to(State.UNKNOWN, "it was called, and whether it helped cannot be told: "
                + finding.detail() + "; please look")));
        }
        if (attempt.action().rollback() != null) {
            return attempt.next(store.change(standing, Change.within(Phase.UNDO_DUE, finding.detail())), Step.UNDO);
        }
        return Attempt.report(store.change(standing, Change.to(State.FAILED, "it was called and did not help: " + finding.detail()
            + "; nothing undoes it, please look")));
    }
}
