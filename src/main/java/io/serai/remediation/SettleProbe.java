package io.serai.remediation;

import io.serai.remediation.Execution.State;
import io.serai.remediation.Finding.Result;
import io.serai.work.Postponed;
import org.springframework.stereotype.Component;

/** Records what a probe found about a call of unclear outcome. */
@Component("settleProbe")
class SettleProbe {

    private final ExecutionStore store;
    private final JudgeUnclear judge;
    private final RemediationProperties properties;

    SettleProbe(ExecutionStore store, JudgeUnclear judge, RemediationProperties properties) {
        this.store = store;
        this.judge = judge;
        this.properties = properties;
    }

    /**
     * Records a finding.
     *
     * @throws Postponed if the endpoint is asked again, or the call is repeated
     */
    public Attempt settle(Finding finding) {
        Attempt attempt = finding.attempt();
        if (finding.result() == Result.AS_EXPECTED) {
            return SettleCall.done(store, attempt, "the call's answer was lost, and the endpoint says that it took effect");
        }
        if (attempt.standing().inPhase().compareTo(attempt.action().probe().within()) < 0) {
            throw new Postponed(properties.poll(), "whether the call took effect is not known yet: " + finding.detail());
        }
        String why = attempt.standing().execution().detail() + ", and when it was asked " + finding.detail();
        if (finding.result() == Result.OTHERWISE && !attempt.action().idempotent()) {
            return Attempt.report(store.change(attempt.standing(), Change.to(State.FAILED, why + ", so it was not done; it is not repeated")));
        }
        return judge.probe(attempt, why);
    }
}
