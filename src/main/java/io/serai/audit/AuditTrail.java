package io.serai.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.database.BeforeCommit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the audit trail. A row joins the caller's transaction, so that a state change and its row stand or fall together. */
@Component
public class AuditTrail {

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final List<AuditWatch> watches;
    private final BeforeCommit<AuditEntry> entries = new BeforeCommit<>(this::insert);

    AuditTrail(JdbcClient jdbc, ObjectMapper json, List<AuditWatch> watches) {
        this.jdbc = jdbc;
        this.json = json;
        this.watches = List.copyOf(watches);
    }

    public void record(AuditEntry entry) {
        entries.add(entry);
    }

    private void insert(List<AuditEntry> rows) {
        jdbc.sql("""
            INSERT INTO audit (actor, what, ticket_id, details)
            SELECT actor, what, ticket_id, details FROM unnest(?::text[], ?::text[], ?::uuid[], ?::jsonb[]) WITH ORDINALITY
                AS t (actor, what, ticket_id, details, position) ORDER BY position""")
            .params(column(rows, AuditEntry::actor), column(rows, AuditEntry::what), column(rows, AuditEntry::ticketId),
                column(rows, entry -> write(entry.details())))
            .update();
        watches.forEach(watch -> watch.recorded(rows));
    }

    private static String[] column(List<AuditEntry> rows, Function<AuditEntry, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
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
