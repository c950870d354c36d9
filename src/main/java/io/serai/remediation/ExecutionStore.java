package io.serai.remediation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.analysis.Analysis;
import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import io.serai.remediation.Execution.State;
import io.serai.work.Correlation;
import io.serai.work.Postponed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the executions. Each change is one UPDATE that names the state it starts from, and an audit row, in one transaction; two workers
 * can never make the same change. Times are the database's, so that several hubs agree about them.
 */
@Component
class ExecutionStore implements PastExecutions {

    private static final int DETAIL = 1_000;
    private static final String COLUMNS = """
        id, decision_id, ticket_id, action, parameters::text AS parameters, automatic, state, phase, detail, attempts, unclear, undos,
        requested_at, started_at, finished_at, reported_at IS NOT NULL AS reported,
        extract(epoch FROM clock_timestamp() - phase_since) AS in_phase,
        coalesce(extract(epoch FROM clock_timestamp() - approved_at), 0) AS allowed""";

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;

    ExecutionStore(JdbcClient jdbc, ObjectMapper json, AuditTrail audit, TransactionTemplate transaction, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.json = json;
        this.audit = audit;
        this.transaction = transaction;
        this.meters = meters;
    }

    Optional<Standing> find(String id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM execution WHERE id = ?::uuid").param(id).query(this::read).optional();
    }

    Optional<Standing> ofDecision(String decisionId) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM execution WHERE decision_id = ?::uuid ORDER BY id LIMIT 1").param(decisionId)
            .query(this::read).optional();
    }

    @Override
    public List<Execution> ofTicket(String ticketId) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM execution WHERE ticket_id = ?::uuid ORDER BY id LIMIT 500").param(ticketId)
            .query(this::read).list().stream().map(Standing::execution).toList();
    }

    /** Newest first. */
    List<Execution> list(Optional<State> state, Optional<UUID> before, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM execution WHERE (:state::text IS NULL OR state = :state) AND (:before::uuid IS NULL OR id < :before) "
                + "ORDER BY id DESC LIMIT :limit")
            .param("state", state.map(State::name).orElse(null)).param("before", before.orElse(null)).param("limit", limit)
            .query(this::read).list().stream().map(Standing::execution).toList();
    }

    /**
     * Adds an execution, with its audit row, in the caller's transaction.
     *
     * @param analysis what it was decided on
     * @return false if the decision has one already
     */
    boolean add(Execution execution, Analysis analysis, boolean automatic) {
        int rows = jdbc.sql("""
                INSERT INTO execution (id, decision_id, ticket_id, tenant, category, action, parameters, automatic, state, detail, requested_at, correlation,
                    approved_at, finished_at)
                VALUES (:id::uuid, :decision::uuid, :ticket::uuid, :tenant, :category, :action, :parameters::jsonb, :automatic, :state, :detail, :requested,
                    :correlation,
                    CASE WHEN :state = 'APPROVED' THEN clock_timestamp() END, CASE WHEN :state = 'REJECTED' THEN clock_timestamp() END)
                ON CONFLICT (ticket_id, action, decision_id) DO NOTHING""")
            .param("id", execution.id()).param("decision", execution.decisionId()).param("ticket", execution.ticketId())
            .param("tenant", analysis.ticket().tenant()).param("category", analysis.category().json())
            .param("action", execution.action()).param("parameters", write(execution)).param("automatic", automatic)
            .param("state", execution.state().name()).param("detail", cut(execution.detail()))
            .param("requested", Timestamp.from(execution.requestedAt())).param("correlation", Correlation.current().orElse(null)).update();
        if (rows == 1) {
            audit(execution, "hub", Change.to(execution.state(), execution.detail()));
        }
        return rows == 1;
    }

    /**
     * Makes a change if the execution still stands as the caller saw it.
     *
     * @return the execution as it stands then
     * @throws Postponed if another worker changed it meanwhile
     */
    Standing change(Standing from, Change change) {
        return change(from, change, "hub").orElseThrow(() ->
            new Postponed(Duration.ofSeconds(1), "execution " + from.id() + " was changed by another worker"));
    }

    /** The same for an actor other than the hub, telling whether it came about. */
    Optional<Standing> change(Standing from, Change change, String actor) {
        return Optional.ofNullable(transaction.execute(status -> {
            Optional<Standing> changed = jdbc.sql("""
                    UPDATE execution SET state = :to, phase = :phase, phase_since = clock_timestamp(), detail = :detail,
                        attempts = attempts + :started, unclear = unclear + :unclear, undos = undos + :undo,
                        approved_at = CASE WHEN :to = 'APPROVED' THEN coalesce(approved_at, clock_timestamp()) ELSE approved_at END,
                        started_at = CASE WHEN :to = 'APPROVED' THEN NULL WHEN :started = 1 THEN clock_timestamp() ELSE started_at END,
                        finished_at = CASE WHEN :final THEN clock_timestamp() END
                    WHERE id = :id::uuid AND state = :from AND phase IS NOT DISTINCT FROM :fromPhase AND attempts = :attempts AND undos = :undos
                    RETURNING """ + " " + COLUMNS)
                .param("to", change.to().name()).param("phase", change.phase() == null ? null : change.phase().name())
                .param("detail", cut(change.detail())).param("started", change.started()).param("unclear", change.unclear())
                .param("undo", change.undo()).param("final", change.to().isFinal()).param("id", from.id())
                .param("from", from.execution().state().name()).param("fromPhase", from.phase() == null ? null : from.phase().name())
                .param("attempts", from.attempts()).param("undos", from.undos())
                .query(this::read).optional();
            changed.ifPresent(standing -> audit(from.execution(), actor, change));
            return changed.orElse(null);
        }));
    }

    /** The correlation id of the event that the execution follows from. */
    Optional<String> correlation(String id) {
        return jdbc.sql("SELECT correlation FROM execution WHERE id = ?::uuid AND correlation IS NOT NULL").param(id).query(String.class).optional();
    }

    void markReported(String id) {
        jdbc.sql("UPDATE execution SET reported_at = clock_timestamp() WHERE id = ?::uuid AND reported_at IS NULL").param(id).update();
    }

    /**
     * Takes executions that should be moving and perhaps are not, because a crash came between a change and its queue; each one again
     * after 30 s, 60 s, 120 s and so on, up to 8.5 h.
     *
     * @return at most 500, oldest first
     */
    List<Execution> takeOverdue() {
        return jdbc.sql("""
                UPDATE execution SET requeued_at = clock_timestamp(), requeues = requeues + 1 WHERE id IN (
                    SELECT id FROM execution
                    WHERE (state IN ('APPROVED', 'STARTED') OR (reported_at IS NULL AND state <> 'WAITING_APPROVAL'))
                      AND clock_timestamp() - greatest(requeued_at, phase_since) > interval '30 s' * power(2, least(requeues, 10))
                    ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED)
                RETURNING """ + " " + COLUMNS)
            .query(this::read).list().stream().map(Standing::execution).toList();
    }

    private void audit(Execution execution, String actor, Change change) {
        Map<String, String> details = new TreeMap<>(Map.of("execution", execution.id(), "action", execution.action(), "from", execution.state().name(),
            "to", change.to().name()));
        if (change.detail() != null) {
            details.put("detail", cut(change.detail()));
        }
        boolean verdict = execution.state() == State.WAITING_APPROVAL && change.to() != State.WAITING_APPROVAL;
        String what = !verdict ? change.what() : change.to() == State.APPROVED ? "approval-given" : "approval-rejected";
        audit.record(new AuditEntry(actor, what, execution.ticketId(), details));
        if (change.to().isFinal()) {
            meters.counter("serai.actions", "action", execution.action(), "outcome", change.to().name().toLowerCase(Locale.ROOT)).increment();
        }
    }

    private Standing read(ResultSet row, int n) throws SQLException {
        try {
            Execution execution = new Execution(row.getString("id"), row.getString("decision_id"), row.getString("ticket_id"), row.getString("action"),
                json.readTree(row.getString("parameters")), State.valueOf(row.getString("state")), row.getString("detail"),
                instant(row, "requested_at"), instant(row, "started_at"), instant(row, "finished_at"));
            String phase = row.getString("phase");
            return new Standing(execution, row.getBoolean("automatic"), phase == null ? null : Phase.valueOf(phase), row.getInt("attempts"),
                row.getInt("unclear"), row.getInt("undos"), seconds(row.getDouble("in_phase")), seconds(row.getDouble("allowed")),
                row.getBoolean("reported"));
        } catch (JsonProcessingException e) {
            throw new SQLException("execution " + row.getString("id") + " has parameters that are no JSON", e);
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private String write(Execution execution) {
        try {
            return json.writeValueAsString(execution.parameters());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("parameters cannot be written as JSON", e);
        }
    }

    private static String cut(String detail) {
        return detail == null || detail.length() <= DETAIL ? detail : detail.substring(0, DETAIL);
    }
}
