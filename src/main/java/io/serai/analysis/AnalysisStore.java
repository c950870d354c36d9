package io.serai.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import io.serai.ticket.Ticket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the analyses: one a version of a ticket, with its line in the audit trail. */
final class AnalysisStore {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditTrail audit;
    private final ObjectMapper json;

    AnalysisStore(JdbcClient jdbc, TransactionTemplate transaction, AuditTrail audit, ObjectMapper json) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
        this.json = json;
    }

    /** The analysis of this version of the ticket, if there is one. */
    Optional<Analysis> find(Ticket ticket) {
        return jdbc.sql("SELECT body::text AS body FROM analysis WHERE ticket_id = ?::uuid AND work_key = ?")
            .params(ticket.id(), ticket.workKey()).query((row, number) -> read(row.getString("body"), ticket)).optional();
    }

    /** Stores the analysis, unless its version of the ticket has one already; then that one stands, and is returned. */
    Analysis keep(Analysis analysis) {
        boolean kept = Boolean.TRUE.equals(transaction.execute(status -> insert(analysis)));
        return kept ? analysis : find(analysis.ticket()).orElse(analysis);
    }

    /** A ticket's analyses for its history, oldest first, at most 500, as JSON objects without the ticket. */
    List<ObjectNode> of(String ticketId) {
        return jdbc.sql("SELECT body::text AS body, analyzed_at FROM analysis WHERE ticket_id = ?::uuid ORDER BY analyzed_at, id LIMIT 500")
            .param(ticketId).query((row, number) -> withTime(row)).list();
    }

    private ObjectNode withTime(ResultSet row) throws SQLException {
        return node(row.getString("body")).put("analyzedAt", row.getTimestamp("analyzed_at").toInstant().toString());
    }

    private boolean insert(Analysis analysis) {
        Ticket ticket = analysis.ticket();
        int rows = jdbc.sql("INSERT INTO analysis (id, tenant, ticket_id, work_key, category, analyst, prompt, confidence, degraded, body) "
                + "VALUES (?::uuid, ?, ?::uuid, ?, ?, ?, ?, ?, ?, ?::jsonb) ON CONFLICT ON CONSTRAINT analysis__work DO NOTHING")
            .params(Arrays.asList(analysis.id(), ticket.tenant(), ticket.id(), ticket.workKey(), analysis.category().json(),
                analysis.analyst(), analysis.prompt(), analysis.confidence(), analysis.degraded(), body(analysis)))
            .update();
        if (rows == 1) {
            audit.record(AuditEntry.byHub("analysis-made", ticket.id(), details(analysis)));
        }
        return rows == 1;
    }

    private static Map<String, String> details(Analysis analysis) {
        Map<String, String> details = new TreeMap<>(Map.of("analysis", analysis.id(), "analyst", analysis.analyst(),
            "category", analysis.category().json(), "confidence", String.format(Locale.ROOT, "%.3f", analysis.confidence())));
        if (analysis.prompt() != null) {
            details.put("prompt", analysis.prompt());
        }
        if (analysis.model() != null) {
            details.put("model", analysis.model());
        }
        if (analysis.proposal() != null) {
            details.put("action", analysis.proposal().action());
        }
        if (analysis.degraded() != null) {
            details.put("degraded", analysis.degraded());
        }
        return details;
    }

    private String body(Analysis analysis) {
        ObjectNode node = json.valueToTree(analysis);
        node.remove("ticket");
        return node.toString();
    }

    private Analysis read(String body, Ticket ticket) {
        ObjectNode node = node(body);
        node.set("ticket", json.valueToTree(ticket));
        try {
            return json.treeToValue(node, Analysis.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored analysis of ticket " + ticket.id() + " cannot be read", e);
        }
    }

    private ObjectNode node(String body) {
        try {
            return (ObjectNode) json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored analysis is not JSON", e);
        }
    }
}
