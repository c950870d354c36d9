package io.serai.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.analysis.Analysis;
import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import io.serai.ticket.TimeOrderedId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The decisions: one an analysis, never changed. */
@Component
class DecisionStore {

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final AuditTrail audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    DecisionStore(JdbcClient jdbc, ObjectMapper json, AuditTrail audit, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.json = json;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @param isNew false if the analysis was decided on before */
    record Kept(Decision decision, boolean isNew) {
    }

    /** Keeps what was ruled, with its line in the audit trail; an analysis that was decided on before keeps the decision it has. */
    Kept keep(Analysis analysis, DecisionRules.Ruling ruling) {
        return Objects.requireNonNull(transaction.execute(status -> {
            DecisionRow row = row(analysis, ruling);
            if (insert(row)) {
                audit.record(AuditEntry.byHub("decision-made", row.ticketId(), details(row)));
                return new Kept(decision(row, analysis), true);
            }
            return new Kept(decision(find(analysis.id()), analysis), false);
        }));
    }

    /** Of one ticket, oldest first, at most 500. */
    List<DecisionRow> of(String ticketId) {
        return jdbc.sql("SELECT * FROM decision WHERE ticket_id = ?::uuid ORDER BY id LIMIT 500").param(ticketId).query(this::read).list();
    }

    /**
     * Newest first.
     *
     * @param path  only those, or {@code null} for all
     * @param after only older ones than this, or {@code null} to begin with the newest
     */
    List<DecisionRow> list(Path path, UUID after, int limit) {
        return jdbc.sql("""
            SELECT * FROM decision WHERE (:path::text IS NULL OR path = :path) AND (:after::uuid IS NULL OR id < :after)
            ORDER BY id DESC LIMIT :limit""")
            .param("path", path == null ? null : path.name()).param("after", after).param("limit", limit).query(this::read).list();
    }

    /** How the tickets of one tenant in an experiment turned out, by variant; each ticket by the first decision about it. */
    List<ExperimentResult.Outcome> outcomes(String tenant, String experiment) {
        return jdbc.sql("""
            SELECT variant, count(*) AS tickets, count(*) FILTER (WHERE openings > 1) AS back,
                count(*) FILTER (WHERE path IN ('REMEDIATE', 'RESOLVE', 'FOLLOW_UP') AND status IN ('resolved', 'closed') AND openings = 1) AS helped
            FROM (SELECT DISTINCT ON (d.ticket_id) d.grounds ->> 'variant' AS variant, d.path, t.status, t.openings
                FROM decision d JOIN ticket t ON t.id = d.ticket_id
                WHERE d.grounds ->> 'experiment' = :experiment AND t.tenant = :tenant ORDER BY d.ticket_id, d.id) first
            GROUP BY variant ORDER BY variant""")
            .param("experiment", experiment).param("tenant", tenant)
            .query((row, n) -> new ExperimentResult.Outcome(row.getString("variant"), row.getInt("tickets"), row.getInt("helped"), row.getInt("back"))).list();
    }

    private DecisionRow row(Analysis analysis, DecisionRules.Ruling ruling) {
        Instant now = clock.instant();
        return new DecisionRow(TimeOrderedId.at(now), analysis.ticket().id(), analysis.id(), ruling.path(), ruling.team(),
            analysis.category().json(), analysis.confidence(), ruling.proposal(), ruling.reasons(), ruling.grounds(), now);
    }

    private boolean insert(DecisionRow row) {
        boolean action = row.proposal() != null;
        return jdbc.sql("""
            INSERT INTO decision (id, ticket_id, analysis_id, path, team, category, confidence, action, parameters, reasons, grounds, decided_at)
            VALUES (?::uuid, ?::uuid, ?::uuid, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?::timestamptz) ON CONFLICT (analysis_id) DO NOTHING""")
            .params(row.id(), row.ticketId(), row.analysisId(), row.path().name(), row.team(), row.category(), row.confidence(),
                action ? row.proposal().action() : null, action ? row.proposal().parameters().toString() : null, write(row.reasons()),
                write(row.grounds()), row.decidedAt().toString())
            .update() == 1;
    }

    private DecisionRow find(String analysisId) {
        return jdbc.sql("SELECT * FROM decision WHERE analysis_id = ?::uuid").param(analysisId).query(this::read).single();
    }

    private static Map<String, String> details(DecisionRow row) {
        Map<String, String> details = new TreeMap<>(Map.of("decision", row.id(), "analysis", row.analysisId(),
            "path", row.path().name().toLowerCase(Locale.ROOT), "category", row.category(), "confidence", String.format(Locale.ROOT, "%.3f", row.confidence()),
            "reasons", String.join("; ", row.reasons())));
        details.put("reliability", String.format(Locale.ROOT, "%.1f", row.grounds().reliability().score()));
        if (row.team() != null) {
            details.put("team", row.team());
        }
        if (row.proposal() != null) {
            details.put("action", row.proposal().action());
        }
        return details;
    }

    /** The analysis as it was decided on: with the proposal that was let pass then, and no other. */
    private static Decision decision(DecisionRow row, Analysis a) {
        return new Decision(row.id(), a.with(row.proposal()), row.path(), row.team(), row.reasons(), row.grounds());
    }

    private DecisionRow read(ResultSet row, int n) throws SQLException {
        try {
            String action = row.getString("action");
            Analysis.Proposal proposal = action == null ? null : new Analysis.Proposal(action, json.readTree(row.getString("parameters")));
            return new DecisionRow(row.getString("id"), row.getString("ticket_id"), row.getString("analysis_id"), Path.valueOf(row.getString("path")),
                row.getString("team"), row.getString("category"), row.getDouble("confidence"), proposal,
                json.readValue(row.getString("reasons"), TEXTS), grounds(row.getString("grounds")), row.getTimestamp("decided_at").toInstant());
        } catch (JsonProcessingException e) {
            throw new SQLException("decision " + row.getString("id") + " holds no JSON", e);
        }
    }

    private Grounds grounds(String text) throws JsonProcessingException {
        return text == null ? null : json.readValue(text, Grounds.class);
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reasons and grounds are not JSON", e);
        }
    }
}
