package io.serai.connector;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Since when connectors are expected to poll, and when a poll of theirs went well last; over restarts and all processes. */
@Component
class PollWatchStore {

    private final JdbcClient jdbc;

    PollWatchStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param lastGood absent if no poll of the connector ever went well */
    record Watch(Instant since, Optional<Instant> lastGood) {
    }

    /**
     * Adds what this process knows, and tells what all know together.
     *
     * @param connectors those that poll
     * @param lastGood   of those that polled well in this process
     */
    Map<String, Watch> exchange(List<String> connectors, Map<String, Instant> lastGood) {
        jdbc.sql("INSERT INTO connector_poll_watch (connector) SELECT unnest(?::text[]) ON CONFLICT DO NOTHING")
            .param(connectors.toArray(String[]::new)).update();
        List<String> good = List.copyOf(lastGood.keySet());
        jdbc.sql("""
            UPDATE connector_poll_watch AS known SET last_good_at = greatest(known.last_good_at, seen.at)
            FROM unnest(?::text[], ?::timestamptz[]) AS seen (connector, at)
            WHERE known.connector = seen.connector AND known.last_good_at IS DISTINCT FROM greatest(known.last_good_at, seen.at)""")
            .params(good.toArray(String[]::new), good.stream().map(lastGood::get).map(Timestamp::from).toArray(Timestamp[]::new)).update();
        Map<String, Watch> all = new HashMap<>();
        jdbc.sql("SELECT connector, watched_since, last_good_at FROM connector_poll_watch").query((row, n) -> all.put(row.getString(1),
            new Watch(row.getTimestamp(2).toInstant(), Optional.ofNullable(row.getTimestamp(3)).map(Timestamp::toInstant)))).list();
        return all;
    }

    /** What a person had stopped is expected to poll from now on. */
    void resumed(String connector) {
        jdbc.sql("UPDATE connector_poll_watch SET watched_since = clock_timestamp() WHERE connector = ?").param(connector).update();
    }
}
