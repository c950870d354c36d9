package io.serai.remediation;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts the calls of all actions in the database, so that the limit holds over restarts and over several hubs. Calls are numbered one
 * by one under an advisory lock; a call may be counted if the one {@code limit} numbers before it is out of the window. The window is longer
 * by {@link RemediationProperties#sendWithin()}, because a call may be sent that much later than it was counted.
 */
@Component
class Throttle {

    private static final long LOCK = 0x5e7a1_ac71L;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final RemediationProperties properties;

    Throttle(JdbcClient jdbc, TransactionTemplate transaction, RemediationProperties properties) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.properties = properties;
    }

    /**
     * Counts one call if the limit allows it.
     *
     * @return nothing if it was counted; otherwise after what time the next one may be
     */
    Optional<Duration> count(String executionId) {
        long window = properties.limitWindow().plus(properties.sendWithin()).toMillis();
        return Optional.ofNullable(transaction.execute(status -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(LOCK).query().listOfRows();
            int counted = jdbc.sql("""
                    INSERT INTO action_call (seq, called_at, execution_id)
                    SELECT last.seq + 1, greatest(clock_timestamp(), last.called_at), :execution::uuid
                    FROM (SELECT coalesce(max(seq), 0) AS seq, max(called_at) AS called_at FROM (SELECT seq, called_at FROM action_call ORDER BY seq DESC LIMIT 1) l) last
                    WHERE NOT EXISTS (SELECT 1 FROM action_call c WHERE c.seq = last.seq + 1 - :limit AND NOT c.released
                        AND c.called_at > clock_timestamp() - :window * interval '1 millisecond')""")
                .param("execution", executionId).param("limit", properties.limitPerMinute()).param("window", window).update();
            return counted == 1 ? null : Duration.ofMillis(jdbc.sql("""
                    SELECT greatest(1, ceil(:window - extract(epoch FROM clock_timestamp() - called_at) * 1000))::bigint FROM action_call
                    WHERE seq = (SELECT max(seq) FROM action_call) + 1 - :limit""")
                .param("window", window).param("limit", properties.limitPerMinute()).query(Long.class).single());
        }));
    }

    /** Takes the count back of a call that was never sent. */
    void release(String executionId) {
        jdbc.sql("""
                UPDATE action_call SET released = true WHERE seq = (
                    SELECT max(seq) FROM (SELECT seq, execution_id FROM action_call ORDER BY seq DESC LIMIT 10000) latest WHERE execution_id = ?::uuid)""")
            .param(executionId).update();
    }

    /** Forgets calls that no limit counts any more, but never the last 100,000. */
    void forget() {
        jdbc.sql("DELETE FROM action_call WHERE called_at < clock_timestamp() - interval '1 day' AND seq < (SELECT max(seq) FROM action_call) - 100000").update();
    }
}
