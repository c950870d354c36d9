package io.serai.work;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The dead letters as people look at them. */
@Component
class DeadLetters {

    private static final String SELECT = """
        SELECT id::text, stage, work_key, correlation, type, body, attempts, error, queued_at, died_at, replayed_at, replayed_by FROM dead_letter""";

    private final JdbcTemplate jdbc;

    DeadLetters(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Work that failed for good.
     *
     * @param body     the record that waited, as JSON
     * @param payload  the original payload as text, or absent if there is none
     * @param payloadEncoding {@code utf-8}, or {@code base64} where the bytes are no text
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record DeadLetter(String id, String stage, String workKey, String correlation, String type, @JsonRawValue String body, int attempts,
                      String error, Instant queuedAt, Instant diedAt, Instant replayedAt, String replayedBy, String payload,
                      String payloadEncoding) {

        DeadLetter with(String payload, String encoding) {
            return new DeadLetter(id, stage, workKey, correlation, type, body, attempts, error, queuedAt, diedAt, replayedAt, replayedBy, payload,
                encoding);
        }
    }

    /**
     * Newest first.
     *
     * @param after    id of the last one of the page before
     * @param stage    only of this stage, or absent
     * @param replayed only those that were, or were not, replayed; or absent
     */
    List<DeadLetter> list(int limit, Optional<UUID> after, Optional<String> stage, Optional<Boolean> replayed) {
        StringBuilder sql = new StringBuilder(SELECT).append(" WHERE true");
        List<Object> values = new ArrayList<>();
        after.ifPresent(id -> {
            sql.append(" AND (died_at, id) < (SELECT died_at, id FROM dead_letter WHERE id = ?)");
            values.add(id);
        });
        stage.ifPresent(name -> {
            sql.append(" AND stage = ?");
            values.add(name);
        });
        replayed.ifPresent(wanted -> sql.append(wanted ? " AND replayed_at IS NOT NULL" : " AND replayed_at IS NULL"));
        sql.append(" ORDER BY died_at DESC, id DESC LIMIT ?");
        values.add(limit);
        return jdbc.query(sql.toString(), this::read, values.toArray());
    }

    Optional<DeadLetter> find(UUID id) {
        return jdbc.query(SELECT + " WHERE id = ?", this::read, id).stream().findFirst();
    }

    private DeadLetter read(ResultSet row, int n) throws SQLException {
        return new DeadLetter(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getString(6),
            row.getInt(7), row.getString(8), row.getTimestamp(9).toInstant(), row.getTimestamp(10).toInstant(),
            row.getTimestamp(11) == null ? null : row.getTimestamp(11).toInstant(), row.getString(12), null, null);
    }
}
