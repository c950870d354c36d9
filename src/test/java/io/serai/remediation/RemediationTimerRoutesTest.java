package io.serai.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.decision.Path;
import io.serai.remediation.Execution.State;
import io.serai.testing.Tickets;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** What no queue moves, the timers move: TRUST I3. */
@TestPropertySource(properties = {"serai.remediation.sweep-delay=100", "serai.remediation.sweep-period=300"})
class RemediationTimerRoutesTest extends RemediationRoom {

    @Test
    void anExecutionWhoseWorkACrashLostIsQueuedAgain() {
        String host = host();
        Execution left = abandoned("checked", host, Phase.VERIFYING, 0);

        assertThat(ended(left.id()).state()).isEqualTo(State.SUCCEEDED);
        assertThat(STUB.calls(host)).isEmpty();
    }

    @Test
    void anApprovalThatRanOutIsRejectedAndReported() {
        Execution waiting = request(decision(Path.ASK_APPROVAL, "checked", host(), stored(Tickets.ticket())));
        jdbc.sql("UPDATE approval SET expires_at = clock_timestamp() - interval '1 s' WHERE id = ?::uuid").param(waiting.id()).update();

        assertThat(ended(waiting.id()).detail()).isEqualTo("nobody approved it in time");
    }
}
