package io.serai.linking;

import io.serai.decision.TrackRecord;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people said of the pages found for tickets of one tenant and category. It says how good answers are, and nothing of actions. */
@Component
class LinkRecord implements TrackRecord {

    private final JdbcClient jdbc;

    LinkRecord(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Count> of(Question question) {
        if (question.action() != null) {
            return List.of();
        }
        return jdbc.sql("""
                SELECT count(*) FILTER (WHERE state = 'confirmed') AS good, count(*) AS trials FROM (
                    SELECT ticket_id, state FROM ticket_runbook_links
                    WHERE tenant = :tenant AND reviewed_by IS NOT NULL AND reviewed_at > clock_timestamp() - make_interval(days => :days)
                    ORDER BY reviewed_at DESC LIMIT :latest) l
                WHERE EXISTS (SELECT 1 FROM decision d WHERE d.ticket_id = l.ticket_id AND d.category = :category)""")
            .param("tenant", question.tenant()).param("category", question.category().json()).param("days", DAYS).param("latest", LATEST)
            .query((row, n) -> new Count(Part.FEEDBACK, "pages found right", row.getInt("good"), row.getInt("trials"))).list().stream()
            .filter(count -> count.trials() > 0).toList();
    }
}
