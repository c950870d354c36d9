package io.serai.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.conversation.Conversation.Kind;
import io.serai.conversation.Message.Channel;
import io.serai.conversation.Message.Direction;
import io.serai.ticket.Ticket;
import io.serai.ticket.TimeOrderedId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was said in conversations; nothing is ever changed. */
@Component
class MessageStore {

    private static final String SELECT = """
        SELECT m.id, m.conversation, c.ticket_id, m.direction, m.author, m.channel, m.text, m.said_at, m.helped, m.sources::text AS sources, m.position
        FROM conversation_message m JOIN conversation c ON c.id = m.conversation""";
    /** So many of a ticket's messages an analysis gets to see, the newest. */
    private static final int TOLD = 100;

    /** Begins the key of what was said by a comment in the ticket's source. */
    static final String COMMENT = "comment:";

    private static final TypeReference<List<Source>> SOURCES = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    MessageStore(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Keeps a message, unless its conversation has one with the same key. With an answer to the question whether something helped it keeps what that
     * plainly says.
     *
     * @param key possibly {@code null}
     * @return the message, or absent if its key was there
     */
    Optional<Message> add(Conversation c, Direction direction, String author, Channel channel, String text, String key) {
        Boolean helped = direction == Direction.IN && c.kind() == Kind.FOLLOW_UP && c.state().goesOn() ? Verdict.helped(text) : null;
        return jdbc.sql("""
                INSERT INTO conversation_message (id, conversation, direction, author, channel, text, key, helped) VALUES (?::uuid, ?::uuid, ?, ?, ?, ?, ?, ?::boolean)
                ON CONFLICT (conversation, key) DO NOTHING
                RETURNING id, conversation, ?::text AS ticket_id, direction, author, channel, text, said_at, helped, NULL AS sources, position""")
            .params(TimeOrderedId.at(clock.instant()), c.id(), direction.json(), author, channel.json(), text, key, helped, c.ticketId())
            .query(this::read).optional();
    }

    /** The hub's answer to what was said last in a chat. */
    Message answer(Conversation c, String text, List<Source> sources) {
        try {
            return jdbc.sql("""
                    INSERT INTO conversation_message AS m (id, conversation, direction, author, channel, text, sources) VALUES (?::uuid, ?::uuid, 'out', ?, 'api', ?, ?::jsonb)
                    RETURNING id, conversation, NULL AS ticket_id, direction, author, channel, text, said_at, helped, m.sources::text AS sources, position""")
                .params(TimeOrderedId.at(clock.instant()), c.id(), Message.HUB, text, json.writeValueAsString(sources)).query(this::read).single();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("sources are not JSON", e);
        }
    }

    /** Makes those wait who send the same key at the same time, until the transaction ends. */
    void lockKey(String tenant, String key) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 630))").param(String.join(" ", tenant, key)).query().listOfRows();
    }

    /** What somebody asked in a chat of the tenant with this key. */
    Optional<Message> question(String tenant, String key) {
        return jdbc.sql(SELECT + " WHERE m.key = ? AND m.direction = 'in' AND c.tenant = ? AND c.kind = 'chat' ORDER BY m.position LIMIT 1").params(key, tenant)
            .query(this::read).optional();
    }

    /** What the hub said next. */
    Message answerTo(Message question) {
        return jdbc.sql(SELECT + " WHERE m.conversation = ?::uuid AND m.direction = 'out' AND m.position > ? ORDER BY m.position LIMIT 1")
            .params(question.conversation(), question.position()).query(this::read).single();
    }

    /** What people sent about a ticket with this key. */
    Optional<Message> keyed(String ticketId, String key) {
        return jdbc.sql(SELECT + " WHERE c.ticket_id = ?::uuid AND m.key = ? AND m.direction = 'in' ORDER BY m.position LIMIT 1").params(ticketId, key)
            .query(this::read).optional();
    }

    int count(Conversation c) {
        return jdbc.sql("SELECT count(*) FROM conversation_message WHERE conversation = ?::uuid").param(c.id()).query(Integer.class).single();
    }

    /** About one ticket, oldest first. @param after a message's position, or 0 */
    List<Message> ofTicket(String ticketId, long after, int limit) {
        return jdbc.sql(SELECT + " WHERE c.ticket_id = ?::uuid AND m.position > ? ORDER BY m.position LIMIT ?").params(ticketId, after, limit)
            .query(this::read).list();
    }

    /** The newest about one ticket, oldest of them first. */
    List<Message> newest(String ticketId, int limit) {
        List<Message> newest = new ArrayList<>(jdbc.sql(SELECT + " WHERE c.ticket_id = ?::uuid ORDER BY m.position DESC LIMIT ?").params(ticketId, limit)
            .query(this::read).list());
        Collections.reverse(newest);
        return newest;
    }

    /** Of one conversation, oldest first. */
    List<Message> of(Conversation c, int limit) {
        return jdbc.sql(SELECT + " WHERE m.conversation = ?::uuid ORDER BY m.position LIMIT ?").params(c.id(), limit).query(this::read).list();
    }

    /** What people said in a conversation since the hub asked last, oldest first. */
    List<String> answers(Conversation c) {
        return jdbc.sql("""
                SELECT text FROM conversation_message WHERE conversation = :c::uuid AND direction = 'in' AND position > (
                    SELECT coalesce(max(position), 0) FROM conversation_message WHERE conversation = :c::uuid AND direction = 'out') ORDER BY position LIMIT :most""")
            .param("c", c.id()).param("most", TakeMessage.MOST).query(String.class).list();
    }

    /** What the hub said last in a conversation. */
    Optional<Message> lastAsked(Conversation c) {
        return jdbc.sql(SELECT + " WHERE m.conversation = ?::uuid AND m.direction = 'out' ORDER BY m.position DESC LIMIT 1").param(c.id())
            .query(this::read).optional();
    }

    /**
     * What was said about a ticket as far as the ticket itself does not tell it: what its source changed stands in its description, and so
     * does a chat that it was filed from. The version counts what people said, and how often people took over: with either, it is looked at anew.
     *
     * @return absent if nobody said anything
     */
    Optional<Ticket.Talk> talk(String ticketId) {
        String version = version(ticketId);
        if (version.equals("0.0")) {
            return Optional.empty();
        }
        List<Message> messages = new ArrayList<>(jdbc.sql(SELECT
                + " WHERE c.ticket_id = ?::uuid AND c.kind <> 'chat' AND (m.direction = 'out' OR m.channel = 'api' OR m.key LIKE 'comment:%') ORDER BY m.position DESC LIMIT ?")
            .params(ticketId, TOLD).query(this::read).list());
        Collections.reverse(messages);
        List<Ticket.Talk.Turn> turns = new ArrayList<>();
        String asked = null;
        for (Message message : messages) {
            if (message.direction() == Direction.OUT) {
                asked = message.text();
            } else {
                turns.add(new Ticket.Talk.Turn(asked, message.text()));
                asked = null;
            }
        }
        return Optional.of(new Ticket.Talk(version, turns));
    }

    /** What was said, and whether nobody answered. What a decision itself does to a conversation is not in it: analysed again, the ticket is the same. */
    private String version(String ticketId) {
        return jdbc.sql("""
                SELECT (SELECT count(*) FROM conversation_message m JOIN conversation c ON c.id = m.conversation
                        WHERE c.ticket_id = :ticket::uuid AND c.kind <> 'chat' AND m.direction = 'in')
                    || '.' || (SELECT count(*) FROM conversation WHERE ticket_id = :ticket::uuid AND unanswered)""")
            .param("ticket", ticketId).query(String.class).single();
    }

    private List<Source> sources(String text) throws SQLException {
        try {
            return text == null ? List.of() : json.readValue(text, SOURCES);
        } catch (JsonProcessingException e) {
            throw new SQLException("the sources of a message are no JSON", e);
        }
    }

    private Message read(ResultSet row, int n) throws SQLException {
        return new Message(row.getString("id"), row.getString("conversation"), row.getString("ticket_id"),
            Direction.valueOf(row.getString("direction").toUpperCase(Locale.ROOT)), row.getString("author"),
            Channel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)), row.getString("text"),
            ConversationStore.instant(row, "said_at"), row.getObject("helped", Boolean.class), sources(row.getString("sources")), row.getLong("position"));
    }
}
