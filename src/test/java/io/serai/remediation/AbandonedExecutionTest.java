package io.serai.remediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.remediation.Execution.State;
import io.serai.work.Postponed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** TRUST R2, I2: what a crash left in the middle is looked at first, and never blindly done again. */
class AbandonedExecutionTest extends RemediationRoom {

    @Autowired AdmitExecution admit;
    @Autowired FindOverdue overdue;

    @BeforeEach
    void goodEndpoint() {
        STUB.remembersKeys = true;
        STUB.probeFails = false;
    }

    @Test
    void countsAsDoneWhatTheProbeFindsDone() {
        String host = host();
        Execution left = abandoned("once", host, Phase.CALLING, 0);
        STUB.effects.put(host + " " + left.id(), 1);

        assertThat(resumed(left).state()).isEqualTo(State.SUCCEEDED);
        assertThat(STUB.calls(host)).isEmpty();
        assertThat(STUB.effects(host)).isEqualTo(1);
    }

    @Test
    void failsWhatTheProbeFindsUndoneAndMustNotBeRepeated() {
        String host = host();
        assertThat(resumed(abandoned("once", host, Phase.CALLING, 0)).state()).isEqualTo(State.FAILED);
        assertThat(STUB.calls(host)).isEmpty();
    }

    @Test
    void asksPeopleWhereNothingCanTell() {
        String host = host();
        Execution ended = resumed(abandoned("blind", host, Phase.CALLING, 0));
        assertThat(ended.state()).isEqualTo(State.UNKNOWN);
        assertThat(ended.detail()).contains("the hub stopped during the call");
        assertThat(STUB.calls(host)).isEmpty();
    }

    @Test
    void repeatsWhatIsIdempotentWithTheSameKey() {
        String host = host();
        Execution left = abandoned("repeatable", host, Phase.CALLING, 0);
        STUB.effects.put(host + " " + left.id(), 1);

        assertThat(resumed(left).state()).isEqualTo(State.SUCCEEDED);
        // a call that is not answered in time on a busy machine is repeated once more
        assertThat(STUB.calls(host)).isNotEmpty().allSatisfy(call -> assertThat(call.key()).isEqualTo(left.id()));
        assertThat(STUB.effects(host)).isEqualTo(1);
    }

    @Test
    void goesOnVerifyingWithoutCallingAgain() {
        String host = host();
        assertThat(resumed(abandoned("checked", host, Phase.VERIFYING, 0)).state()).isEqualTo(State.SUCCEEDED);
        assertThat(STUB.calls(host)).isEmpty();
    }

    /** TRUST R17: kill -9 during the roll back. */
    @Test
    void neverRepeatsARollBackThatMayHaveHappenedAndIsNotIdempotent() {
        String host = host();
        assertThat(resumed(abandoned("undoable-once", host, Phase.UNDOING, 1)).state()).isEqualTo(State.UNKNOWN);
        assertThat(STUB.calls(host)).isEmpty();
    }

    @Test
    void repeatsAnIdempotentRollBack() {
        String host = host();
        Execution left = abandoned("undoable", host, Phase.UNDOING, 1);
        assertThat(resumed(left).state()).isEqualTo(State.ROLLED_BACK);
        assertThat(STUB.calls(host)).singleElement().satisfies(call -> assertThat(call.key()).isEqualTo(left.id() + "-rollback"));
    }

    /** TRUST R3: a process that lost its lease may still be at the call. */
    @Test
    void leavesACallAloneThatMayStillBeUnderWay() {
        Execution left = abandoned("blind", host(), Phase.CALLING, 0);
        jdbc.sql("UPDATE execution SET phase_since = clock_timestamp() WHERE id = ?::uuid").param(left.id()).update();

        assertThatThrownBy(() -> admit.admit(left)).isInstanceOf(Postponed.class).hasMessage("a call that was begun may still be under way");
        assertThat(state(left.id())).isEqualTo(State.STARTED);
    }

    /** A crash between a change and its place in the queue. */
    @Test
    void isQueuedAgainByTheTimerAndReportedOnce() {
        Execution left = abandoned("once", host(), Phase.CALLING, 0);

        assertThat(overdue.find()).extracting(Execution::id).contains(left.id());
        assertThat(overdue.find()).as("not again at once").extracting(Execution::id).doesNotContain(left.id());
        template.sendBody("direct:remediation-queue-execution", left);
        template.sendBody("direct:remediation-queue-execution", left);
        ended(left.id());
        assertThat(reported.getExchanges()).filteredOn(e -> e.getMessage().getBody(Execution.class).id().equals(left.id())).hasSize(1);
        assertThat(overdue.find()).extracting(Execution::id).doesNotContain(left.id());
    }

    private Execution resumed(Execution left) {
        template.sendBody("direct:remediation-queue-execution", left);
        return ended(left.id());
    }
}
