package io.serai.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.decision.Decision;
import io.serai.remediation.Execution.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** TRUST R18, scaled down: 45 actions due at once, 15 in any 2 s; seen at the endpoint. */
@TestPropertySource(properties = {"serai.remediation.limit-per-minute=15", "serai.remediation.limit-window=2s"})
class ThrottledExecutionTest extends RemediationRoom {

    @Test
    void whatIsOverTheLimitWaitsIsNotLostAndCostsNoAttempt() {
        int before = STUB.requests.size();
        List<Execution> executions = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            Decision decision = remediate("blind", host());
            executions.add(request(decision));
        }
        assertThat(executions).allSatisfy(execution -> assertThat(ended(execution.id()).state()).isEqualTo(State.SUCCEEDED));

        List<Long> arrivals = STUB.requests.subList(before, STUB.requests.size()).stream().map(OperationsStub.Request::nanos).toList();
        assertThat(arrivals).hasSize(45);
        assertThat(SlidingWindow.most(arrivals, Duration.ofSeconds(2))).isLessThanOrEqualTo(15);
        assertThat(jdbc.sql("SELECT count(*) FROM dead_letter").query(Integer.class).single()).isZero();
    }
}
