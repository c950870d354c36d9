package io.serai.remediation;

import io.serai.decision.TrackRecord;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people said when they were asked about an action, and how its executions ended; of one tenant, for one category. */
@Component
class ExecutionRecord implements TrackRecord {

    private record Outcome(int good, int trials) {
    }

    private final JdbcClient jdbc;

    ExecutionRecord(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Count> of(Question question) {
        if (question.action() == null) {
            return List.of();
        }
        List<Count> counts = new ArrayList<>();
        // what the hub itself turned down, because time ran out or a newer decision took its place, is nobody's opinion
        Outcome said = count("""
            SELECT count(*) FILTER (WHERE verdict = 'approve') AS good, count(*) AS trials FROM (
                SELECT a.verdict FROM execution e JOIN approval a ON a.id = e.id
                WHERE e.tenant = :tenant AND e.category = :category AND e.action = :action AND NOT e.automatic
                    AND a.decided_by <> 'hub' AND a.decided_at > clock_timestamp() - make_interval(days => :days)
                ORDER BY e.id DESC LIMIT :latest) latest""", question);
        if (said.trials() > 0) {
            counts.add(new Count(Part.FEEDBACK, "approved", said.good(), said.trials()));
        }
        Outcome went = count("""
            SELECT count(*) FILTER (WHERE state = 'SUCCEEDED') AS good, count(*) AS trials FROM (
                SELECT state FROM execution
                WHERE tenant = :tenant AND category = :category AND action = :action AND started_at IS NOT NULL
                    AND finished_at > clock_timestamp() - make_interval(days => :days)
                ORDER BY finished_at DESC LIMIT :latest) latest""", question);
        if (went.trials() > 0) {
            counts.add(new Count(Part.SUCCESS, "succeeded", went.good(), went.trials()));
        }
        return counts;
    }

    private Outcome count(String sql, Question question) {
        return jdbc.sql(sql).param("tenant", question.tenant()).param("category", question.category().json()).param("action", question.action())
            .param("days", DAYS).param("latest", LATEST).query((row, n) -> new Outcome(row.getInt("good"), row.getInt("trials"))).single();
    }
}
