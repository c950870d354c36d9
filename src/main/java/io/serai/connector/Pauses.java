package io.serai.connector;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which connectors a person has paused; kept over restarts, the same for all processes. */
@Component
class Pauses {

    private final JdbcClient jdbc;

    Pauses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param reason as the person gave it, or {@code null} */
    record Pause(String by, String reason, Instant at) {
    }

    Optional<Pause> find(String connector) {
        return jdbc.sql("SELECT paused_by, reason, paused_at FROM connector_pause WHERE connector = ?").param(connector)
            .query((row, n) -> new Pause(row.getString(1), row.getString(2), row.getTimestamp(3).toInstant())).optional();
    }

    /** @return false if it is paused already */
    boolean add(String connector, String by, String reason) {
        return jdbc.sql("INSERT INTO connector_pause (connector, paused_by, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
            .param(connector).param(by).param(reason).update() == 1;
    }

    /** @return false if it was not paused */
    boolean remove(String connector) {
        return jdbc.sql("DELETE FROM connector_pause WHERE connector = ?").param(connector).update() == 1;
    }
}
