package io.serai.llm;

import io.serai.ticket.TimeOrderedId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the calls of models, and counts them against the ceilings: before a call its most possible use is written down, under a lock that all processes
 * share, so that calls that are under way count too. Always in a transaction of its own: no lock is held while a model is asked.
 */
@Component
class CallStore {

    private static final long LOCK = 0x5e7a1_ca11L;
    private static final String COLUMNS = "id, ticket_id, purpose, provider, model, prompt, repair, outcome, latency_ms, tokens_in, tokens_out, estimated, cost, called_at";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LlmProperties.Ceilings ceilings;
    private final Clock clock;

    CallStore(JdbcClient jdbc, PlatformTransactionManager transactions, LlmProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.ceilings = properties.ceilings();
        this.clock = clock;
    }

    /** What was used, or may be. */
    record Use(long tokens, BigDecimal money) {
        Use plus(Use other) {
            return new Use(tokens + other.tokens, money.add(other.money));
        }
    }

    /**
     * Writes a call down before it is made.
     *
     * @param call what may be used at most, without id and time
     * @return its id
     * @throws UnusableAnswerException {@code ceiling-ticket}, {@code ceiling-hour}, {@code ceiling-day} or {@code ceiling-tenant-day}; then nothing is written
     */
    String begin(String tenant, LlmCall call) throws UnusableAnswerException {
        String id = TimeOrderedId.at(clock.instant());
        Optional<String> reached = transaction.execute(status -> {
            Optional<String> ceiling = reached(tenant, call.ticket(), new Use((long) call.tokensIn() + call.tokensOut(), call.cost()));
            if (ceiling.isEmpty()) {
                insert(id, tenant, call);
            }
            return ceiling;
        });
        if (reached != null && reached.isPresent()) {
            throw new UnusableAnswerException("ceiling-" + reached.get());
        }
        return id;
    }

    private void insert(String id, String tenant, LlmCall call) {
        jdbc.sql("""
                INSERT INTO llm_call (id, tenant, ticket_id, purpose, provider, model, prompt, repair, request, tokens_in, tokens_out, cost)
                VALUES (:id::uuid, :tenant, :ticket::uuid, :purpose, :provider, :model, :prompt, :repair, :request, :in, :out, :cost)""")
            .param("id", id).param("tenant", tenant).param("ticket", call.ticket()).param("purpose", call.purpose()).param("provider", call.provider())
            .param("model", call.model()).param("prompt", call.prompt()).param("repair", call.repair()).param("request", call.request())
            .param("in", call.tokensIn()).param("out", call.tokensOut()).param("cost", call.cost()).update();
    }

    private Optional<String> reached(String tenant, String ticket, Use next) {
        if (!ceilings.any()) {
            return Optional.empty();
        }
        jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(LOCK).query().listOfRows();
        if (exceeded(ceilings.ticket(), () -> ofTicket(ticket), next)) {
            return Optional.of("ticket");
        }
        if (exceeded(ceilings.tenantDay(), () -> since(Duration.ofDays(1), tenant), next)) {
            return Optional.of("tenant-day");
        }
        return shared(next);
    }

    private Optional<String> shared(Use next) {
        if (exceeded(ceilings.hour(), () -> since(Duration.ofHours(1), null), next)) {
            return Optional.of("hour");
        }
        return exceeded(ceilings.day(), () -> since(Duration.ofDays(1), null), next) ? Optional.of("day") : Optional.empty();
    }

    private static boolean exceeded(LlmProperties.Ceiling ceiling, Supplier<Use> used, Use next) {
        if (!ceiling.set()) {
            return false;
        }
        Use sum = used.get().plus(next);
        return ceiling.exceeded(sum.tokens(), sum.money());
    }

    /** {@code hour} or {@code day} if not a single token more may be used by anybody. */
    Optional<String> usedUp() {
        return ceilings.any() ? shared(new Use(1, BigDecimal.ZERO)) : Optional.empty();
    }

    private Use ofTicket(String ticket) {
        return jdbc.sql("SELECT coalesce(sum(tokens_in + tokens_out), 0) AS tokens, coalesce(sum(cost), 0) AS cost FROM llm_call WHERE ticket_id = ?::uuid")
            .param(ticket).query(CallStore::use).single();
    }

    private Use since(Duration span, String tenant) {
        return jdbc.sql("""
                SELECT coalesce(sum(tokens_in + tokens_out), 0) AS tokens, coalesce(sum(cost), 0) AS cost FROM llm_call
                WHERE called_at > clock_timestamp() - :seconds * interval '1 second' AND (:tenant::text IS NULL OR tenant = :tenant)""")
            .param("seconds", span.toSeconds()).param("tenant", tenant).query(CallStore::use).single();
    }

    private static Use use(ResultSet row, int number) throws SQLException {
        return new Use(row.getLong("tokens"), row.getBigDecimal("cost"));
    }

    /** @param call how it ended: answer, model, outcome, latency and use */
    void end(String id, LlmCall call) {
        jdbc.sql("""
                UPDATE llm_call SET model = :model, answer = :answer, outcome = :outcome, latency_ms = :latency, tokens_in = :in, tokens_out = :out,
                    estimated = :estimated, cost = :cost WHERE id = :id::uuid""")
            .param("model", call.model()).param("answer", call.answer()).param("outcome", call.outcome()).param("latency", call.latencyMs())
            .param("in", call.tokensIn()).param("out", call.tokensOut()).param("estimated", call.estimated()).param("cost", call.cost())
            .param("id", id).update();
    }

    /** Takes back a call that was never made. */
    void forget(String id) {
        jdbc.sql("DELETE FROM llm_call WHERE id = ?::uuid").param(id).update();
    }

    /** Without requests and answers, the newest first. @param ticket {@code null} for all of the tenant's */
    List<LlmCall> list(String tenant, UUID ticket, Optional<UUID> after, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + ", NULL AS request, NULL AS answer FROM llm_call WHERE tenant = :tenant "
                + "AND (:ticket::uuid IS NULL OR ticket_id = :ticket) AND (:after::uuid IS NULL OR id < :after) ORDER BY id DESC LIMIT :limit")
            .param("tenant", tenant).param("ticket", ticket).param("after", after.orElse(null)).param("limit", limit).query(CallStore::call).list();
    }

    Optional<LlmCall> find(String tenant, UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + ", request, answer FROM llm_call WHERE tenant = ? AND id = ?").params(tenant, id).query(CallStore::call).optional();
    }

    private static LlmCall call(ResultSet row, int number) throws SQLException {
        return new LlmCall(row.getString("id"), row.getString("ticket_id"), row.getString("purpose"), row.getString("provider"), row.getString("model"),
            row.getString("prompt"), row.getBoolean("repair"), row.getString("request"), row.getString("answer"), row.getString("outcome"),
            row.getObject("latency_ms", Integer.class), row.getInt("tokens_in"), row.getInt("tokens_out"), row.getBoolean("estimated"),
            row.getBigDecimal("cost").stripTrailingZeros(), row.getTimestamp("called_at").toInstant());
    }

    /** What one provider's calls came to: one row an outcome. */
    record Sum(String provider, String outcome, long calls, long tokensIn, long tokensOut, BigDecimal cost) {
    }

    List<Sum> sums(String tenant, Duration span) {
        return jdbc.sql("""
                SELECT provider, outcome, count(*) AS calls, sum(tokens_in) AS tokens_in, sum(tokens_out) AS tokens_out, sum(cost) AS cost FROM llm_call
                WHERE tenant = :tenant AND called_at > clock_timestamp() - :seconds * interval '1 second' GROUP BY provider, outcome ORDER BY provider, outcome""")
            .param("tenant", tenant).param("seconds", span.toSeconds())
            .query((row, number) -> new Sum(row.getString("provider"), row.getString("outcome"), row.getLong("calls"), row.getLong("tokens_in"),
                row.getLong("tokens_out"), row.getBigDecimal("cost"))).list();
    }

    /** Half of a provider's calls took no longer than the first, 95 of 100 no longer than the second, in milliseconds. */
    record Latency(String provider, long p50, long p95) {
    }

    List<Latency> latencies(String tenant, Duration span) {
        return jdbc.sql("""
                SELECT provider, percentile_disc(0.5) WITHIN GROUP (ORDER BY latency_ms) AS p50, percentile_disc(0.95) WITHIN GROUP (ORDER BY latency_ms) AS p95
                FROM llm_call WHERE tenant = :tenant AND called_at > clock_timestamp() - :seconds * interval '1 second' AND latency_ms IS NOT NULL
                GROUP BY provider""")
            .param("tenant", tenant).param("seconds", span.toSeconds())
            .query((row, number) -> new Latency(row.getString("provider"), row.getLong("p50"), row.getLong("p95"))).list();
    }

    /** @return how many were forgotten, at most 1,000 at a time, so that no transaction is long */
    int forgetBefore(Duration age) {
        return new ArrayList<>(jdbc.sql("""
                DELETE FROM llm_call WHERE id IN (
                    SELECT id FROM llm_call WHERE called_at < clock_timestamp() - :seconds * interval '1 second' ORDER BY called_at LIMIT 1000) RETURNING id""")
            .param("seconds", age.toSeconds()).query(String.class).list()).size();
    }
}
