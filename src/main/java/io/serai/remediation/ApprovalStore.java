package io.serai.remediation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.decision.Decision;
import io.serai.ticket.Ticket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the approvals. Its changes join the caller's transaction, which also changes the execution. */
@Component
class ApprovalStore {

    private static final String SELECT = """
        SELECT a.id, a.ticket_id, e.action, e.parameters::text AS parameters, a.team, a.reasons, e.state, a.requested_at, a.expires_at, a.verdict,
            a.decided_by, a.decided_at, a.comment, a.expires_at < clock_timestamp() AS expired, a.ticket_facts, a.requester
        FROM approval a JOIN execution e ON e.id = a.id""";

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final RemediationProperties properties;

    ApprovalStore(JdbcClient jdbc, ObjectMapper json, RemediationProperties properties) {
        this.jdbc = jdbc;
        this.json = json;
        this.properties = properties;
    }

    void add(Execution execution, Decision decision) {
        Ticket ticket = decision.analysis().ticket();
        jdbc.sql("""
                INSERT INTO approval (id, ticket_id, ticket_facts, requester, team, reasons, expires_at)
                VALUES (?::uuid, ?::uuid, ?, ?, ?, ?, clock_timestamp() + ? * interval '1 millisecond')""")
            .params(execution.id(), execution.ticketId(), TicketFacts.digest(ticket), TicketFacts.requesterNames(ticket).toArray(String[]::new),
                decision.team(), decision.reasons().toArray(String[]::new), properties.approvalTtl().toMillis())
            .update();
    }

    /** Locks the approval for the caller's transaction. */
    Optional<Approval> lock(String id) {
        return jdbc.sql(SELECT + " WHERE a.id = ?::uuid FOR UPDATE OF a").param(id).query(this::read).optional();
    }

    Optional<Approval> find(String id) {
        return jdbc.sql(SELECT + " WHERE a.id = ?::uuid").param(id).query(this::read).optional();
    }

    /** Those that nobody has decided, oldest first. */
    List<Approval> waiting(Optional<UUID> after, int limit) {
        return jdbc.sql(SELECT + " WHERE a.verdict IS NULL AND (:after::uuid IS NULL OR a.id > :after) ORDER BY a.id LIMIT :limit")
            .param("after", after.orElse(null)).param("limit", limit).query(this::read).list();
    }

    /** Approvals of one ticket, oldest first, at most 500. */
    List<Approval> ofTicket(String ticketId) {
        return jdbc.sql(SELECT + " WHERE a.ticket_id = ?::uuid ORDER BY a.id LIMIT 500").param(ticketId).query(this::read).list();
    }

    /** @return false if somebody decided before */
    boolean decide(String id, Verdict verdict, String by, String comment) {
        return jdbc.sql("""
                UPDATE approval SET verdict = ?, decided_by = ?, decided_at = clock_timestamp(), comment = ? WHERE id = ?::uuid AND verdict IS NULL""")
            .params(verdict.name().toLowerCase(Locale.ROOT), by, comment, id).update() == 1;
    }

    private Approval read(ResultSet row, int n) throws SQLException {
        try {
            return new Approval(row.getString("id"), row.getString("ticket_id"), row.getString("action"), json.readTree(row.getString("parameters")),
                row.getString("team"), texts(row, "reasons"), Execution.State.valueOf(row.getString("state")), instant(row, "requested_at"),
                instant(row, "expires_at"), row.getString("verdict"), row.getString("decided_by"), instant(row, "decided_at"),
                row.getString("comment"), row.getBoolean("expired"), row.getString("ticket_facts"), texts(row, "requester"));
        } catch (JsonProcessingException e) {
            throw new SQLException("execution " + row.getString("id") + " has parameters that are no JSON", e);
        }
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
