package io.serai.writeback;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import io.serai.ticket.TimeOrderedId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The notes: one a key. A change of state says from which state it goes, and stands or falls with its line in the audit trail. */
@Component
class WriteBackStore {

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final Clock clock;
    private final MeterRegistry meters;
    private final TransactionTemplate transaction;

    WriteBackStore(JdbcClient jdbc, AuditTrail audit, Clock clock, MeterRegistry meters, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
        this.meters = meters;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A kept note, as it is shown.
     *
     * @param state    {@code PENDING}, {@code SENDING}, {@code SENT}, {@code SKIPPED} or {@code FAILED}
     * @param reason   why it was skipped, or {@code null}
     * @param attempts how often it was begun to be sent
     */
    record Row(WriteBack writeBack, String state, String reason, int attempts, Instant createdAt, Instant sentAt) {
    }

    /** A note about a ticket, not kept yet. */
    WriteBack compose(String key, Ticket ticket, Note note, TicketStatus status, boolean internal) {
        String marker = Note.marker(key);
        return new WriteBack(TimeOrderedId.at(clock.instant()), key, ticket.id(), ticket.tenant(), ticket.source().connector(),
            ticket.source().externalId(), ticket.label("sys_id").orElse(null), note.endingWith(marker), marker, status, internal, false);
    }

    static String takesNoNotes(Ticket ticket) {
        return "connector " + ticket.source().connector() + " takes no notes";
    }

    /** @param openings how often the ticket was opened: what was said before it came back may be said again */
    static String fingerprint(Note note, int openings) {
        return UUID.nameUUIDFromBytes((openings + "\n" + note.withoutMarker()).getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** True if the last note that the ticket got about a decision says the same. */
    boolean wasSaid(WriteBack writeBack, String fingerprint) {
        return jdbc.sql("""
            SELECT fingerprint FROM write_back WHERE ticket_id = ?::uuid AND fingerprint IS NOT NULL AND key <> ? ORDER BY id DESC LIMIT 1""")
            .params(writeBack.ticketId(), writeBack.key()).query(String.class).optional().filter(fingerprint::equals).isPresent();
    }

    /** Keeps a note that is to be sent. */
    WriteBack keep(WriteBack writeBack, String fingerprint) {
        return insert(writeBack, "PENDING", null, fingerprint);
    }

    /** Keeps a note that is not to be sent, with the reason. */
    WriteBack skip(WriteBack writeBack, String reason) {
        return insert(writeBack, "SKIPPED", reason, null);
    }

    /** @throws IllegalStateException if the note is not kept */
    boolean isDue(WriteBack writeBack) {
        String state = jdbc.sql("SELECT state FROM write_back WHERE id = ?::uuid").param(writeBack.id()).query(String.class).optional()
            .orElseThrow(() -> new IllegalStateException("write-back " + writeBack.id() + " is not kept"));
        return state.equals("PENDING") || state.equals("SENDING");
    }

    /**
     * PENDING or SENDING becomes SENDING.
     *
     * @return the number of this attempt; 1 for the first
     * @throws IllegalStateException if it was sent or skipped
     */
    int start(WriteBack writeBack) {
        return jdbc.sql("""
            UPDATE write_back SET state = 'SENDING', attempts = attempts + 1, started_at = ?
            WHERE id = ?::uuid AND state IN ('PENDING', 'SENDING') RETURNING attempts""")
            .params(Timestamp.from(clock.instant()), writeBack.id()).query(Integer.class).optional()
            .orElseThrow(() -> new IllegalStateException("write-back " + writeBack.id() + " is neither PENDING nor SENDING"));
    }

    /** SENDING becomes SENT; what is SENT stays so. */
    void finish(WriteBack writeBack) {
        transaction.executeWithoutResult(status -> {
            if (jdbc.sql("UPDATE write_back SET state = 'SENT', sent_at = ? WHERE id = ?::uuid AND state = 'SENDING'")
                .params(Timestamp.from(clock.instant()), writeBack.id()).update() == 1) {
                audit.record(AuditEntry.byHub("note-sent", writeBack.ticketId(), Map.of("note", writeBack.key(), "connector", writeBack.connector())));
                meters.counter("serai.write.backs", "state", "sent").increment();
            }
        });
    }

    /** Of one ticket, oldest first, at most 500. */
    List<Row> of(String ticketId) {
        return jdbc.sql("SELECT * FROM write_back WHERE ticket_id = ?::uuid ORDER BY id LIMIT 500").param(ticketId).query(this::read).list();
    }

    private WriteBack insert(WriteBack w, String state, String reason, String fingerprint) {
        return transaction.execute(status -> {
            boolean fresh = jdbc.sql("""
                INSERT INTO write_back (id, key, ticket_id, tenant, connector, external_id, external_ref, note, marker, status, internal, state,
                    reason, fingerprint, created_at, team)
                VALUES (?::uuid, ?, ?::uuid, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid, ?, ?) ON CONFLICT (key) DO NOTHING""")
                .params(w.id(), w.key(), w.ticketId(), w.tenant(), w.connector(), w.externalId(), w.externalRef(), w.note(), w.marker(),
                    w.status() == null ? null : w.status().json(), w.internal(), state, reason, fingerprint, Timestamp.from(clock.instant()),
                    w.team())
                .update() == 1;
            if (!fresh) {
                return jdbc.sql("SELECT * FROM write_back WHERE key = ?").param(w.key()).query(this::read).single().writeBack();
            }
            if (reason != null) {
                audit.record(AuditEntry.byHub("note-skipped", w.ticketId(), Map.of("note", w.key(), "reason", reason)));
                meters.counter("serai.write.backs", "state", "skipped").increment();
            }
            return w;
        });
    }

    private Row read(ResultSet row, int n) throws SQLException {
        String status = row.getString("status");
        WriteBack writeBack = new WriteBack(row.getString("id"), row.getString("key"), row.getString("ticket_id"), row.getString("tenant"),
            row.getString("connector"), row.getString("external_id"), row.getString("external_ref"), row.getString("note"), row.getString("marker"),
            status == null ? null : TicketStatus.of(status), row.getBoolean("internal"), false, row.getString("team"));
        return new Row(writeBack, row.getString("state"), row.getString("reason"), row.getInt("attempts"),
            row.getTimestamp("created_at").toInstant(), Optional.ofNullable(row.getTimestamp("sent_at")).map(Timestamp::toInstant).orElse(null));
    }
}
