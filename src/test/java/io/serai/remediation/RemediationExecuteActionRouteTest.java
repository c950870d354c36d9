package io.serai.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.remediation.Execution.State;
import io.serai.remediation.OperationsStub.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TRUST R16: whatever the endpoint does, an action takes effect at most once; counted at the endpoint (I2). */
class RemediationExecuteActionRouteTest extends RemediationRoom {

    @BeforeEach
    void goodEndpoint() {
        STUB.remembersKeys = false;
        STUB.probeFails = false;
    }

    @Test
    void callsTheActionOnceVerifiesItAndReportsIt() {
        String host = host();
        Execution execution = executed(remediate("checked", host));

        assertThat(execution.state()).isEqualTo(State.SUCCEEDED);
        assertThat(execution.detail()).isEqualTo("done and verified: /state is running");
        assertThat(STUB.calls(host)).singleElement().satisfies(call -> {
            assertThat(call.uri()).isEqualTo("/checked/" + host);
            assertThat(call.key()).isEqualTo(execution.id());
            assertThat(call.authorization()).isEqualTo("Bearer token-of-the-test");
            assertThat(call.body()).isEqualTo("{\"host\":\"" + host + "\"}");
            assertThat(call.headers().keySet()).noneMatch(name -> name.toLowerCase().startsWith("camel"));
        });
        assertThat(reported.getExchanges()).filteredOn(e -> e.getMessage().getBody(Execution.class).id().equals(execution.id())).hasSize(1);
        assertThat(audit(execution.id())).containsExactly("execution-approved", "execution-calling", "execution-verifying", "execution-succeeded");
    }

    @ParameterizedTest
    @EnumSource(names = {"HANG", "HANG_AFTER_EFFECT", "RESET", "RESET_AFTER_EFFECT", "S500", "S503_RETRY_AFTER", "S409", "S303_AFTER_EFFECT", "HUGE", "TRICKLE"})
    void asksPeopleAndNeverRepeatsWhatIsNotIdempotentAndUnclear(Behaviour behaviour) {
        String host = host();
        STUB.next(host, behaviour);
        Execution execution = executed(remediate("blind", host));

        assertThat(execution.state()).isEqualTo(State.UNKNOWN);
        assertThat(execution.detail()).startsWith("whether it took effect is unclear: ").endsWith("; please look before anything is repeated");
        assertThat(STUB.calls(host)).hasSize(1);
        assertThat(STUB.effects(host)).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"HANG_AFTER_EFFECT", "RESET_AFTER_EFFECT", "S303_AFTER_EFFECT", "HUGE"})
    void findsByProbingThatACallWhoseAnswerWasLostTookEffect(Behaviour behaviour) {
        String host = host();
        STUB.next(host, behaviour);
        Execution execution = executed(remediate("once", host));

        assertThat(execution.state()).isEqualTo(State.SUCCEEDED);
        assertThat(execution.detail()).startsWith("the call's answer was lost, and the endpoint says that it took effect");
        assertThat(STUB.calls(host)).hasSize(1);
        assertThat(STUB.effects(host)).isEqualTo(1);
    }

    /** TRUST S30: the time of a call is limited as a whole, not from byte to byte. The answer would take 20 s. */
    @Test
    void cutsATricklingAnswerOff() {
        String host = host();
        STUB.next(host, Behaviour.TRICKLE);
        long begun = System.nanoTime();
        Execution execution = executed(remediate("once", host));

        assertThat(execution.state()).isEqualTo(State.SUCCEEDED);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        assertThat(STUB.effects(host)).isEqualTo(1);
    }

    @Test
    void failsWithoutRepeatingWhenTheProbeSaysThatNothingWasDone() {
        String host = host();
        STUB.next(host, Behaviour.RESET);
        Execution execution = executed(remediate("once", host));

        assertThat(execution.state()).isEqualTo(State.FAILED);
        assertThat(execution.detail()).endsWith("/outcome is none, so it was not done; it is not repeated");
        assertThat(STUB.calls(host)).hasSize(1);
    }

    @Test
    void asksPeopleWhenTheProbeCannotTellEither() {
        STUB.probeFails = true;
        String host = host();
        STUB.next(host, Behaviour.HANG_AFTER_EFFECT);
        Execution execution = executed(remediate("once", host));

        assertThat(execution.state()).isEqualTo(State.UNKNOWN);
        assertThat(STUB.calls(host)).hasSize(1);
    }

    @Test
    void repeatsAnIdempotentActionWithTheSameKey() {
        STUB.remembersKeys = true;
        String host = host();
        STUB.next(host, Behaviour.RESET_AFTER_EFFECT, Behaviour.S503_RETRY_AFTER);
        Execution execution = executed(remediate("repeatable", host));

        assertThat(execution.state()).isEqualTo(State.SUCCEEDED);
        assertThat(STUB.calls(host)).hasSize(3).allSatisfy(call -> assertThat(call.key()).isEqualTo(execution.id()));
        assertThat(STUB.effects(host)).isEqualTo(1);
    }

    @Test
    void givesAnIdempotentActionUpAfterThreeUnclearCalls() {
        String host = host();
        STUB.next(host, Behaviour.RESET, Behaviour.RESET, Behaviour.RESET, Behaviour.RESET);
        Execution execution = executed(remediate("repeatable", host));

        assertThat(execution.state()).isEqualTo(State.UNKNOWN);
        assertThat(STUB.calls(host)).hasSize(3);
    }

    @Test
    void comesBackWhenTheEndpointSaysSo() {
        String host = host();
        STUB.next(host, Behaviour.S429_RETRY_AFTER);
        Execution execution = executed(remediate("blind", host));

        assertThat(execution.state()).isEqualTo(State.SUCCEEDED);
        assertThat(STUB.calls(host)).hasSize(2);
        assertThat(STUB.calls(host).get(1).nanos() - STUB.calls(host).get(0).nanos()).isGreaterThan(1_000_000_000L);
        assertThat(STUB.effects(host)).isEqualTo(1);
    }

    @Test
    void failsWhenTheEndpointRefuses() {
        String host = host();
        STUB.next(host, Behaviour.S404);
        Execution execution = executed(remediate("checked", host));

        assertThat(execution.state()).isEqualTo(State.FAILED);
        assertThat(execution.detail()).isEqualTo("the endpoint answered 404, so nothing was done");
        assertThat(STUB.calls(host)).hasSize(1);
    }

    @Test
    void followsNoRedirect() {
        String host = host();
        STUB.next(host, Behaviour.S307);
        Execution execution = executed(remediate("checked", host));

        assertThat(execution.state()).isEqualTo(State.FAILED);
        assertThat(execution.detail()).contains("a redirect, which is not followed");
        assertThat(STUB.requests).noneMatch(request -> request.uri().startsWith("/elsewhere/"));
    }

    @Test
    void tellsPeopleWhenItDidNotHelpAndNothingUndoesIt() {
        String host = host();
        STUB.states.put(host, "stopped");
        Execution execution = executed(remediate("checked", host));

        assertThat(execution.state()).isEqualTo(State.FAILED);
        assertThat(execution.detail()).isEqualTo("it was called and did not help: /state is stopped; nothing undoes it, please look");
        assertThat(STUB.calls(host)).hasSize(1);
    }

    @Test
    void undoesWhatDidNotHelpWithAKeyOfItsOwn() {
        String host = host();
        STUB.states.put(host, "stopped");
        Execution execution = executed(remediate("undoable", host));

        assertThat(execution.state()).isEqualTo(State.ROLLED_BACK);
        assertThat(STUB.calls(host)).extracting(OperationsStub.Request::uri).containsExactly("/undoable/" + host, "/undo/" + host);
        assertThat(STUB.calls(host)).extracting(OperationsStub.Request::key).containsExactly(execution.id(), execution.id() + "-rollback");
        assertThat(audit(execution.id())).endsWith("execution-undo-due", "execution-undoing", "execution-rolled-back");
    }

    /** TRUST R17. */
    @Test
    void givesARollBackUpAfterThreeAttempts() {
        String host = host();
        STUB.states.put(host, "stopped");
        STUB.next(host, Behaviour.GOOD, Behaviour.S500, Behaviour.RESET, Behaviour.S500, Behaviour.GOOD);
        Execution execution = executed(remediate("undoable", host));

        assertThat(execution.state()).isEqualTo(State.UNKNOWN);
        assertThat(execution.detail()).contains("unclear after 3 attempts");
        assertThat(STUB.calls(host)).hasSize(4);
    }

    /** TRUST R17. */
    @Test
    void neverRepeatsAnUnclearRollBackThatIsNotIdempotent() {
        String host = host();
        STUB.states.put(host, "stopped");
        STUB.next(host, Behaviour.GOOD, Behaviour.RESET);
        Execution execution = executed(remediate("undoable-once", host));

        assertThat(execution.state()).isEqualTo(State.UNKNOWN);
        assertThat(STUB.calls(host)).hasSize(2);
    }

    @Test
    void tellsPeopleWhenTheRollBackIsRefused() {
        String host = host();
        STUB.states.put(host, "stopped");
        STUB.next(host, Behaviour.GOOD, Behaviour.S404);
        Execution execution = executed(remediate("undoable", host));

        assertThat(execution.state()).isEqualTo(State.FAILED);
        assertThat(execution.detail()).isEqualTo("the action did not help, and its roll back was refused: the endpoint answered 404; please look");
    }
}
