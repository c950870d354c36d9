package io.serai.connector;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps how far each poll has come. */
@Component
class CursorStore {

    private final JdbcClient jdbc;

    CursorStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param reached     the newest change seen
     * @param resumeSince where a poll that reached its page cap began, or {@code null}
     * @param resumeAfter place of its next page, or {@code null}
     */
    record Cursor(Instant reached, Instant resumeSince, String resumeAfter) {
    }

    /** When the source was last listed in full, if ever. */
    Optional<Instant> listedAt(Connector connector) {
        return jdbc.sql("SELECT listed_at FROM connector_cursor WHERE tenant = ? AND connector = ? AND listed_at IS NOT NULL")
            .params(connector.tenant(), connector.name()).query(Timestamp.class).optional().map(Timestamp::toInstant);
    }

    void listed(Connector connector, Instant at) {
        jdbc.sql("UPDATE connector_cursor SET listed_at = ? WHERE tenant = ? AND connector = ?")
            .params(Timestamp.from(at), connector.tenant(), connector.name()).update();
    }

    /** Has a poll that was to go on begin anew where it began: the source no longer knows the place. @return whether there was such a place */
    boolean forgetPlace(Connector connector) {
        return jdbc.sql("UPDATE connector_cursor SET resume_after = ? WHERE tenant = ? AND connector = ? AND resume_after <> ?")
            .params(Poll.FIRST, connector.tenant(), connector.name(), Poll.FIRST).update() > 0;
    }

    Optional<Cursor> find(Connector connector) {
        return jdbc.sql("SELECT reached_at, resume_since, resume_after FROM connector_cursor WHERE tenant = ? AND connector = ?")
            .params(connector.tenant(), connector.name())
            .query((row, n) -> new Cursor(row.getTimestamp(1).toInstant(),
                Optional.ofNullable(row.getTimestamp(2)).map(Timestamp::toInstant).orElse(null), row.getString(3)))
            .optional();
    }

    /** Moves the cursor; {@code reached} never goes back. */
    void save(Connector connector, Cursor cursor) {
        jdbc.sql("""
            INSERT INTO connector_cursor AS known (tenant, connector, reached_at, resume_since, resume_after) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (tenant, connector) DO UPDATE SET reached_at = greatest(known.reached_at, excluded.reached_at),
                resume_since = excluded.resume_since, resume_after = excluded.resume_after, updated_at = clock_timestamp()""")
            .params(connector.tenant(), connector.name(), Timestamp.from(cursor.reached()),
                cursor.resumeSince() == null ? null : Timestamp.from(cursor.resumeSince()), cursor.resumeAfter())
            .update();
    }
}
