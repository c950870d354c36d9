package io.serai.connector;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The alarms that are raised, over all processes. Each change happens in one of them only. */
@Component
class AlarmStore {

    private final JdbcClient jdbc;

    AlarmStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Raised(String connector, String alarm, Instant at) {
    }

    /** By connector, each with the moment at which it was raised; names that no alarm has any more are left out. */
    Map<String, Map<Alarm, Instant>> raised() {
        Map<String, Map<Alarm, Instant>> all = new HashMap<>();
        List<Raised> rows = jdbc.sql("SELECT connector, alarm, raised_at FROM connector_alarm")
            .query((row, n) -> new Raised(row.getString(1), row.getString(2), instant(row.getTimestamp(3)))).list();
        rows.forEach(row -> Alarm.of(row.alarm()).ifPresent(alarm ->
            all.computeIfAbsent(row.connector(), name -> new EnumMap<>(Alarm.class)).put(alarm, row.at())));
        return all;
    }

    /** @return when it was raised, if it was now; absent if it was before */
    Optional<Instant> raise(String connector, Alarm alarm) {
        return jdbc.sql("INSERT INTO connector_alarm (connector, alarm) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING raised_at")
            .params(connector, alarm.word()).query((row, n) -> instant(row.getTimestamp(1))).optional();
    }

    /** Says that it is still wrong. */
    void confirm(String connector, Alarm alarm) {
        jdbc.sql("UPDATE connector_alarm SET seen_at = clock_timestamp() WHERE connector = ? AND alarm = ?").params(connector, alarm.word()).update();
    }

    /**
     * Ends it, unless a process saw of late that it is still wrong.
     *
     * @return when it was raised, if it was ended now
     */
    Optional<Instant> end(String connector, Alarm alarm, Duration unseen) {
        return jdbc.sql("""
            DELETE FROM connector_alarm WHERE connector = ? AND alarm = ? AND seen_at < clock_timestamp() - ? * interval '1 millisecond'
            RETURNING raised_at""")
            .params(connector, alarm.word(), unseen.toMillis()).query((row, n) -> instant(row.getTimestamp(1))).optional();
    }

    private static Instant instant(Timestamp at) {
        return at.toInstant();
    }
}
