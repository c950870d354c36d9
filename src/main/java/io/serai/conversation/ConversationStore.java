package io.serai.conversation;

import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import io.serai.conversation.Conversation.Kind;
import io.serai.conversation.Conversation.State;
import io.serai.language.Shortened;
import io.serai.ticket.TimeOrderedId;
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

/**
 * The conversations, each change of state with its line in the audit trail. Whoever changes one holds its row: all changes are made within the
 * caller's transaction. Times are the database's, so that processes with different clocks agree about what is due.
 */
@Component
class ConversationStore {

    private static final String COLUMNS = "id, tenant, ticket_id, kind, state, reason, language, rounds, openings, asked, seen, opened_at, asked_at, "
        + "answered_at, due_at, ended_at, comments_missing";
    private static final int REASON = 500;

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final Clock clock;

    ConversationStore(JdbcClient jdbc, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** Locks the conversation about a ticket that goes on, if there is one. */
    Optional<Conversation> lockGoingOn(String ticketId) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM conversation WHERE ticket_id = ?::uuid AND state IN ('waiting', 'answered') FOR UPDATE")
            .param(ticketId).query(ConversationStore::read).optional();
    }

    /** All about one ticket, oldest first, at most 500. */
    List<Conversation> ofTicket(String ticketId) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM conversation WHERE ticket_id = ?::uuid ORDER BY id LIMIT 500").param(ticketId)
            .query(ConversationStore::read).list();
    }

    Optional<Conversation> find(String tenant, UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM conversation WHERE tenant = ? AND id = ?").params(tenant, id).query(ConversationStore::read).optional();
    }

    Optional<Conversation> lock(String tenant, UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM conversation WHERE tenant = ? AND id = ? FOR UPDATE").params(tenant, id)
            .query(ConversationStore::read).optional();
    }

    /** Locks the waiting ones that nobody answered in time; those that another process is at are left to it. */
    List<Conversation> lockOverdue(int most) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM conversation WHERE state = 'waiting' AND due_at <= clock_timestamp() ORDER BY due_at LIMIT ? "
            + "FOR UPDATE SKIP LOCKED").param(most).query(ConversationStore::read).list();
    }

    /** Takes those that go on and were not looked at for so long, in milliseconds, to be looked at now; those that another process is at are left to it. */
    List<Conversation> toLookAt(long period, int most) {
        return jdbc.sql("""
                WITH due AS (
                    SELECT id FROM conversation WHERE state IN ('waiting', 'answered') AND (looked_at IS NULL OR looked_at <= clock_timestamp() - ? * interval '1 millisecond')
                    ORDER BY looked_at NULLS FIRST LIMIT ? FOR UPDATE SKIP LOCKED)
                UPDATE conversation SET looked_at = clock_timestamp() WHERE id IN (SELECT id FROM due) RETURNING """ + " " + COLUMNS)
            .params(period, most).query(ConversationStore::read).list();
    }

    /** The source of its ticket was asked. @param missing why it did not tell, or {@code null} */
    void heard(Conversation c, String missing) {
        jdbc.sql("UPDATE conversation SET comments_missing = ? WHERE id = ?::uuid AND comments_missing IS DISTINCT FROM ?::text")
            .params(missing == null ? null : Shortened.to(missing, REASON), c.id(), missing == null ? null : Shortened.to(missing, REASON)).update();
    }

    /**
     * Begins one; of a ticket that has one going on, returns that one.
     *
     * @param state of one about a ticket {@code ANSWERED}: until something is asked nothing is waited for
     */
    Conversation open(String tenant, String ticketId, Kind kind, State state, String language, int openings) {
        String id = TimeOrderedId.at(clock.instant());
        boolean fresh = jdbc.sql("""
                INSERT INTO conversation (id, tenant, ticket_id, kind, state, language, openings) VALUES (?::uuid, ?, ?::uuid, ?, ?, ?, ?)
                ON CONFLICT (ticket_id) WHERE state IN ('waiting', 'answered') DO NOTHING""")
            .params(id, tenant, ticketId, kind.json(), state.json(), language, openings).update() == 1;
        if (!fresh) {
            return lockGoingOn(ticketId).orElseThrow(() -> new IllegalStateException("the conversation about ticket " + ticketId + " ended just now"));
        }
        record("conversation-opened", ticketId, Map.of("conversation", id, "kind", kind.json()));
        return lock(tenant, UUID.fromString(id)).orElseThrow();
    }

    /** A question was asked, and is waited for. @param within milliseconds */
    void asked(Conversation c, Kind kind, List<String> codes, List<String> seen, long within) {
        jdbc.sql("""
                UPDATE conversation SET kind = ?, state = 'waiting', asked = asked || ?::text[], seen = ?::text[], asked_at = clock_timestamp(),
                    due_at = clock_timestamp() + ? * interval '1 millisecond' WHERE id = ?::uuid""")
            .params(kind.json(), codes.toArray(String[]::new), seen.toArray(String[]::new), within, c.id()).update();
        record("conversation-asked", c.ticketId(), Map.of("conversation", c.id(), "kind", kind.json(), "asked", String.join(", ", codes),
            "round", Integer.toString(c.rounds() + 1)));
    }

    /** An answer came, and the hub is at it. */
    void answered(Conversation c, List<String> seen, String author) {
        jdbc.sql("""
                UPDATE conversation SET state = 'answered', rounds = rounds + ?, seen = ?::text[], answered_at = clock_timestamp(), due_at = NULL
                WHERE id = ?::uuid""")
            .params(c.state() == State.WAITING ? 1 : 0, seen.toArray(String[]::new), c.id()).update();
        if (c.state() == State.WAITING) {
            audit.record(new AuditEntry(author, "conversation-answered", c.ticketId(), Map.of("conversation", c.id(), "round", Integer.toString(c.rounds() + 1))));
        }
    }

    /** A person asked once more. */
    void grow(Conversation c) {
        jdbc.sql("UPDATE conversation SET rounds = rounds + 1, answered_at = clock_timestamp() WHERE id = ?::uuid").param(c.id()).update();
    }

    /** @param state one that ends it */
    void end(Conversation c, State state, String reason) {
        jdbc.sql("UPDATE conversation SET state = ?, reason = ?, due_at = NULL, ended_at = clock_timestamp() WHERE id = ?::uuid")
            .params(state.json(), Shortened.to(reason, REASON), c.id()).update();
        record("conversation-" + state.json(), c.ticketId(), Map.of("conversation", c.id(), "reason", Shortened.to(reason, REASON)));
    }

    /** Nobody answered: people take over, and the ticket is analysed once more. */
    void giveUp(Conversation c, String reason) {
        jdbc.sql("UPDATE conversation SET unanswered = true WHERE id = ?::uuid").param(c.id()).update();
        end(c, State.HANDED_OVER, reason);
    }

    /** A ticket was filed from a chat. */
    void filed(Conversation c, String ticketId, String by) {
        jdbc.sql("UPDATE conversation SET ticket_id = ?::uuid, state = 'closed', reason = 'a ticket was filed', ended_at = clock_timestamp() WHERE id = ?::uuid")
            .params(ticketId, c.id()).update();
        audit.record(new AuditEntry(by, "conversation-filed", ticketId, Map.of("conversation", c.id())));
    }

    /** Ends those about tickets that are resolved or closed. */
    void endOf(List<String> ticketIds, String reason) {
        jdbc.sql("SELECT " + COLUMNS + " FROM conversation WHERE ticket_id = ANY (?::uuid[]) AND state IN ('waiting', 'answered') ORDER BY id FOR UPDATE")
            .param(ticketIds.toArray(String[]::new)).query(ConversationStore::read).list().forEach(c -> end(c, State.CLOSED, reason));
    }

    private void record(String what, String ticketId, Map<String, String> details) {
        audit.record(AuditEntry.byHub(what, ticketId, details));
    }

    private static Conversation read(ResultSet row, int n) throws SQLException {
        return new Conversation(row.getString("id"), row.getString("tenant"), row.getString("ticket_id"), Kind.of(row.getString("kind")),
            State.of(row.getString("state")), row.getString("reason"), row.getString("language"), row.getInt("rounds"), row.getInt("openings"),
            texts(row, "asked"), texts(row, "seen"), instant(row, "opened_at"), instant(row, "asked_at"), instant(row, "answered_at"),
            instant(row, "due_at"), instant(row, "ended_at"), row.getString("comments_missing"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
