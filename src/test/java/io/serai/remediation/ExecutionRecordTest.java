package io.serai.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.decision.TrackRecord.Count;
import io.serai.decision.TrackRecord.Part;
import io.serai.decision.TrackRecord.Question;
import io.serai.remediation.Execution.State;
import io.serai.testing.HubTest;
import io.serai.ticket.Category;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@HubTest
class ExecutionRecordTest {

    @Autowired ExecutionRecord record;
    @Autowired JdbcClient jdbc;
    private final String tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void countsVerdictsOfPeopleAndHowExecutionsEndedOfOneTenantCategoryAndAction() {
        execution(tenant, "server", "restart-service", State.SUCCEEDED, true, 1);
        execution(tenant, "server", "restart-service", State.FAILED, true, 1);
        execution(tenant, "server", "restart-service", State.UNKNOWN, true, 1);
        execution(tenant, "server", "restart-service", State.ROLLED_BACK, true, 1);
        execution(tenant, "server", "restart-service", State.SUCCEEDED, true, 91);
        approval(execution(tenant, "server", "restart-service", State.SUCCEEDED, false, 2), "approve", "jane", 2);
        approval(execution(tenant, "server", "restart-service", State.REJECTED, false, 3), "reject", "joe", 3);
        approval(execution(tenant, "server", "restart-service", State.REJECTED, false, 4), "reject", "hub", 4);
        approval(execution(tenant, "server", "restart-service", State.SUCCEEDED, false, 95), "approve", "jane", 95);
        approval(execution(tenant + "x", "server", "restart-service", State.SUCCEEDED, false, 2), "approve", "jane", 2);
        approval(execution(tenant, "vpn", "restart-service", State.SUCCEEDED, false, 2), "approve", "jane", 2);
        approval(execution(tenant, "server", "clear-cache", State.SUCCEEDED, false, 2), "approve", "jane", 2);

        assertThat(record.of(new Question(tenant, Category.SERVER, "restart-service"))).containsExactly(
            new Count(Part.FEEDBACK, "approved", 1, 2), new Count(Part.SUCCESS, "succeeded", 2, 5));
    }

    @Test
    void saysNothingWhereNothingWasDoneAndNothingOfAnswers() {
        execution(tenant, "server", "restart-service", State.WAITING_APPROVAL, false, 1);
        assertThat(record.of(new Question(tenant, Category.SERVER, "restart-service"))).isEmpty();
        assertThat(record.of(new Question(tenant, Category.SERVER, null))).isEmpty();
    }

    private String execution(String of, String category, String action, State state, boolean automatic, int daysAgo) {
        boolean called = state != State.WAITING_APPROVAL && state != State.REJECTED;
        return jdbc.sql("""
            INSERT INTO execution (id, decision_id, ticket_id, tenant, category, action, parameters, automatic, state, requested_at, started_at, finished_at, reported_at)
            SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), ?, ?, ?, '{}', ?, ?, at, CASE WHEN ? THEN at END, CASE WHEN ? THEN at END, at
            FROM (SELECT now() - make_interval(days => ?) AS at) ago RETURNING id::text""")
            .params(of, category, action, automatic, state.name(), called, state.isFinal(), daysAgo).query(String.class).single();
    }

    private void approval(String execution, String verdict, String by, int daysAgo) {
        jdbc.sql("""
            INSERT INTO approval (id, ticket_id, ticket_facts, reasons, expires_at, verdict, decided_by, decided_at)
            VALUES (?::uuid, gen_random_uuid(), '', '{}', now(), ?, ?, now() - make_interval(days => ?))""").params(execution, verdict, by, daysAgo).update();
    }
}
