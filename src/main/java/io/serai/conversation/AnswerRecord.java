package io.serai.conversation;

import io.serai.decision.TrackRecord;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people answered when they were asked whether a suggestion helped, of one tenant and category. It says how good answers are, and nothing of actions. */
@Component
class AnswerRecord implements TrackRecord {

    private final JdbcClient jdbc;

    AnswerRecord(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Count> of(Question question) {
        if (question.action() != null) {
            return List.of();
        }
        return jdbc.sql("""
                SELECT count(*) FILTER (WHERE helped) AS good, count(*) AS trials FROM (
                    SELECT c.ticket_id, m.helped FROM conversation_message m JOIN conversation c ON c.id = m.conversation
                    WHERE m.helped IS NOT NULL AND m.said_at > clock_timestamp() - make_interval(days => :days) AND c.tenant = :tenant
                    ORDER BY m.said_at DESC LIMIT :latest) a
                WHERE EXISTS (SELECT 1 FROM decision d WHERE d.ticket_id = a.ticket_id AND d.category = :category)""")
            .param("tenant", question.tenant()).param("category", question.category().json()).param("days", DAYS).param("latest", LATEST)
            .query((row, n) -> new Count(Part.FEEDBACK, "suggestions that helped", row.getInt("good"), row.getInt("trials"))).list().stream()
            .filter(count -> count.trials() > 0).toList();
    }
}
