package io.serai.remediation;

import io.serai.action.Action;
import io.serai.remediation.Attempt.Step;
import org.springframework.stereotype.Component;

/** Prepares the call that asks an endpoint about an execution: did it take effect (probe), did it help (verify). */
@Component("askEndpoint")
class AskEndpoint {

    public Call ask(Attempt attempt) {
        Action.Verification question = attempt.step() == Step.PROBE ? attempt.action().probe() : attempt.action().verify();
        return Call.of(attempt, question.call());
    }
}
