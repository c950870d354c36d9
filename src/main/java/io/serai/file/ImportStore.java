package io.serai.file;

import io.serai.file.FileFeed.Counts;
import io.serai.ticket.TimeOrderedId;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps how far each file has come, and which of its rows make no ticket. */
@Component
class ImportStore {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    ImportStore(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** @param startedAt when the import was first begun */
    record Known(String id, Place place, Counts counts, Instant startedAt) {
    }

    /** @return the import of this fingerprint, begun now if there is none */
    Known begin(String connector, String fingerprint, String name, long bytes, Instant now) {
        jdbc.update("""
            INSERT INTO file_import (id, connector, fingerprint, name, bytes, started_at) VALUES (?::uuid, ?, ?, ?, ?, ?::timestamptz)
            ON CONFLICT (connector, fingerprint) DO NOTHING""", TimeOrderedId.at(now), connector, fingerprint, name, bytes, now.toString());
        return jdbc.queryForObject("""
            SELECT id::text, byte_offset, line, ended, rows, fresh, known, faulty, started_at FROM file_import WHERE connector = ? AND fingerprint = ?""",
            (row, n) -> new Known(row.getString(1), new Place(row.getLong(2), row.getLong(3), row.getBoolean(4)),
                new Counts(row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8)), row.getTimestamp(9).toInstant()), connector, fingerprint);
    }

    /** Puts an import back to its beginning. */
    void restart(String id) {
        transaction.executeWithoutResult(status -> {
            jdbc.update("DELETE FROM file_import_fault WHERE import_id = ?::uuid", id);
            jdbc.update("UPDATE file_import SET byte_offset = 0, line = 1, ended = false, rows = 0, fresh = 0, known = 0, faulty = 0, problem = NULL"
                + " WHERE id = ?::uuid", id);
        });
    }

    /**
     * Moves an import on, if nobody else has done it in the meantime.
     *
     * @param from where it stood
     * @return how it stands then: as told, or as somebody else left it
     */
    FileFeed advance(FileFeed from, Place to, Counts more, List<RowFault> faults) {
        return transaction.execute(status -> {
            int moved = jdbc.update("""
                UPDATE file_import SET byte_offset = ?, line = ?, ended = ?, rows = rows + ?, fresh = fresh + ?, known = known + ?, faulty = faulty + ?,
                    problem = NULL, changed_at = clock_timestamp()
                WHERE id = ?::uuid AND byte_offset = ? AND ended = ?""", to.offset(), to.line(), to.end(), more.rows(), more.fresh(), more.known(),
                more.faulty(), from.id(), from.place().offset(), from.place().end());
            if (moved == 0) {
                return jdbc.queryForObject("SELECT byte_offset, line, ended, rows, fresh, known, faulty FROM file_import WHERE id = ?::uuid",
                    (row, n) -> from.at(new Place(row.getLong(1), row.getLong(2), row.getBoolean(3)),
                        new Counts(row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7))), from.id());
            }
            if (!faults.isEmpty()) {
                jdbc.update("""
                    INSERT INTO file_import_fault (import_id, row, line, reason) SELECT ?::uuid, * FROM unnest(?::bigint[], ?::bigint[], ?::text[])""",
                    from.id(), faults.stream().map(RowFault::row).toArray(Long[]::new), faults.stream().map(RowFault::line).toArray(Long[]::new),
                    faults.stream().map(RowFault::reason).toArray(String[]::new));
            }
            return from.at(to, from.counts().plus(more));
        });
    }

    void giveUp(String id, String problem) {
        jdbc.update("UPDATE file_import SET problem = ?, changed_at = clock_timestamp() WHERE id = ?::uuid", problem, id);
    }

    /** Hands over the faults of an import, by row, without holding all of them. */
    void faults(String id, Consumer<RowFault> each) {
        long after = 0;
        List<RowFault> some;
        do {
            some = jdbc.query("SELECT row, line, reason FROM file_import_fault WHERE import_id = ?::uuid AND row > ? ORDER BY row LIMIT 1000",
                (row, n) -> new RowFault(row.getLong(1), row.getLong(2), row.getString(3)), id, after);
            some.forEach(each);
            after = some.isEmpty() ? after : some.get(some.size() - 1).row();
        } while (!some.isEmpty());
    }
}
