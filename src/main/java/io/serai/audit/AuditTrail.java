package io.serai.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the audit trail. A row joins the caller's transaction, so that a state change and its row stand or fall together. */
@Component
public class AuditTrail {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    AuditTrail(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public void record(AuditEntry entry) {
        jdbc.sql("INSERT INTO audit (actor, what, ticket_id, details) VALUES (?, ?, ?::uuid, ?::jsonb)")
            .params(entry.actor(), entry.what(), entry.ticketId(), write(entry.details()))
            .update();
    }

    /** The trail of one ticket, oldest first, at most 500 rows. */
    public List<Map<String, Object>> of(String ticketId) {
        return jdbc.sql("SELECT id, recorded_at AS \"at\", actor, what, details::text AS details FROM audit WHERE ticket_id = ?::uuid ORDER BY id LIMIT 500")
            .param(ticketId).query().listOfRows();
    }

    private String write(Map<String, String> details) {
        try {
            return json.writeValueAsString(details);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("audit details are not JSON", e);
        }
    }
}
