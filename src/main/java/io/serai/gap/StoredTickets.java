package io.serai.gap;

import io.serai.ticket.Priority;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Reads tickets for a report, one by one, so that a hundred thousand of them take no more memory than what is kept. */
final class StoredTickets {

    /** Beginning of a text that tells what it is about. */
    static final int TEXT = 1_500;
    private static final int FETCHED = 500;
    private static final String WANTED = "FROM ticket t WHERE t.tenant = ? AND t.kind <> 'change' AND (t.body ->> 'createdAt')::timestamptz >= ?";

    private final DataSource source;

    /**
     * @param text     at most {@link #TEXT} characters, possibly empty
     * @param category or {@code null}
     * @param ended    when it was last changed, if it is resolved or closed, else {@code null}
     * @param answered a page is linked to it
     */
    record Stored(String id, String title, String text, String category, Priority priority, Instant created, Instant ended, boolean answered) {
    }

    StoredTickets(DataSource source) {
        this.source = source;
    }

    /** How many {@link #read} will find. */
    int count(String tenant, Instant since) throws SQLException {
        try (Connection connection = source.getConnection(); PreparedStatement query = connection.prepareStatement("SELECT count(*) " + WANTED)) {
            query.setString(1, tenant);
            query.setTimestamp(2, Timestamp.from(since));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Changes are planned by people and need no page; all other kinds count. Oldest first. */
    void read(String tenant, Instant since, Consumer<Stored> consumer) throws SQLException {
        try (Connection connection = source.getConnection()) {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(false);   // PostgreSQL sends rows bit by bit only within a transaction
            try (PreparedStatement query = connection.prepareStatement("""
                    SELECT t.id::text, t.body ->> 'title', left(coalesce(t.body ->> 'description', '') || ' ' || coalesce(t.body ->> 'errorMessages', ''), ?),
                        t.category, t.priority, (t.body ->> 'createdAt')::timestamptz AS created,
                        CASE WHEN t.status IN ('resolved', 'closed') THEN (t.body ->> 'updatedAt')::timestamptz END,
                        EXISTS (SELECT 1 FROM ticket_runbook_links l WHERE l.ticket_id = t.id AND l.state IN ('linked', 'confirmed'))
                    """ + WANTED + " ORDER BY created, t.id")) {
                query.setFetchSize(FETCHED);
                query.setInt(1, TEXT);
                query.setString(2, tenant);
                query.setTimestamp(3, Timestamp.from(since));
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        consumer.accept(stored(row));
                    }
                }
            } finally {
                connection.rollback();   // nothing was written
                connection.setAutoCommit(before);
            }
        }
    }

    private static Stored stored(ResultSet row) throws SQLException {
        Timestamp ended = row.getTimestamp(7);
        return new Stored(row.getString(1), row.getString(2), row.getString(3).strip(), row.getString(4),
            Priority.of(row.getString(5)), row.getTimestamp(6).toInstant(), ended == null ? null : ended.toInstant(), row.getBoolean(8));
    }
}
