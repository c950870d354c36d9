package io.serai.mail;

import io.serai.mail.MailMessage.Person;
import io.serai.mail.ThreadView.Later;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of threads and messages. Writing joins the caller's transaction. */
@Component
class MailStore {

    private final JdbcClient jdbc;

    MailStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param replyTo address that the requester asked answers to go to, or {@code null} */
    record Thread(String id, String tag, String title, Person requester, String replyTo, boolean answerable, int messages, Instant createdAt,
                  Instant changedAt) {
    }

    /** @param sequence place in the thread, 0 if it was not taken */
    record Seen(String messageId, String threadId, String kind, int sequence, Instant changedAt, boolean settled) {
    }

    Optional<Seen> seen(String connector, String messageId) {
        return jdbc.sql("SELECT thread_id, kind, coalesce(sequence, 0), changed_at, settled FROM mail_message WHERE connector = ? AND message_id = ?")
            .params(connector, messageId)
            .query((row, n) -> new Seen(messageId, row.getString(1), row.getString(2), row.getInt(3), row.getTimestamp(4).toInstant(), row.getBoolean(5)))
            .optional();
    }

    Optional<Thread> thread(String connector, String id) {
        return jdbc.sql("SELECT * FROM mail_thread WHERE connector = ? AND thread_id = ?").params(connector, id).query(MailStore::thread).optional();
    }

    Optional<Thread> tagged(String connector, String tag) {
        return jdbc.sql("SELECT * FROM mail_thread WHERE connector = ? AND tag = ?").params(connector, tag).query(MailStore::thread).optional();
    }

    /** Locks the thread's row until the transaction ends. */
    Thread lock(String connector, String id) {
        return jdbc.sql("SELECT * FROM mail_thread WHERE connector = ? AND thread_id = ? FOR UPDATE").params(connector, id).query(MailStore::thread).single();
    }

    private static Thread thread(ResultSet row, int n) throws SQLException {
        return new Thread(row.getString("thread_id"), row.getString("tag"), row.getString("title"),
            new Person(row.getString("requester_name"), row.getString("requester_address")), row.getString("reply_to"), row.getBoolean("answerable"),
            row.getInt("messages"), row.getTimestamp("created_at").toInstant(), row.getTimestamp("changed_at").toInstant());
    }

    /** @return the thread to which the newest of these messages belongs that belongs to one */
    Optional<String> threadOf(String connector, List<String> messageIds) {
        return jdbc.sql("""
            SELECT coalesce(m.thread_id, t.thread_id) FROM unnest(?::text[]) WITH ORDINALITY AS r (id, place)
            LEFT JOIN mail_message m ON m.connector = ? AND m.message_id = r.id AND m.thread_id IS NOT NULL
            LEFT JOIN mail_thread t ON t.connector = ? AND t.thread_id = r.id
            WHERE coalesce(m.thread_id, t.thread_id) IS NOT NULL ORDER BY r.place DESC LIMIT 1""")
            .params(messageIds.toArray(String[]::new), connector, connector).query(String.class).optional();
    }

    /** Begins a thread; one that is there stays as it is. */
    void begin(String connector, Thread thread) {
        jdbc.sql("""
            INSERT INTO mail_thread (connector, thread_id, tag, title, requester_name, requester_address, reply_to, answerable, created_at, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (connector, thread_id) DO NOTHING""")
            .params(connector, thread.id(), thread.tag(), thread.title(), thread.requester().name(), thread.requester().address(), thread.replyTo(),
                thread.answerable(), Timestamp.from(thread.createdAt()), Timestamp.from(thread.changedAt())).update();
    }

    void grow(String connector, String thread, int messages, Instant changedAt) {
        jdbc.sql("UPDATE mail_thread SET messages = ?, changed_at = ? WHERE connector = ? AND thread_id = ?")
            .params(messages, Timestamp.from(changedAt), connector, thread).update();
    }

    /** Keeps a message that became part of a thread. */
    void take(String connector, Seen message, String author, String words) {
        jdbc.sql("""
            INSERT INTO mail_message (connector, message_id, thread_id, sequence, kind, author, words, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
            .params(connector, message.messageId(), message.threadId(), message.sequence(), message.kind(), author, words,
                Timestamp.from(message.changedAt())).update();
    }

    /** Keeps that a message was left alone; what is known of it stays. */
    void leave(String connector, String messageId, String kind, Instant at) {
        jdbc.sql("INSERT INTO mail_message (connector, message_id, kind, changed_at, settled) VALUES (?, ?, ?, ?, true) ON CONFLICT DO NOTHING")
            .params(connector, messageId, kind, Timestamp.from(at)).update();
    }

    /** Keeps a message of ours, before it is sent. */
    void sending(String connector, String messageId, String thread, Instant at) {
        jdbc.sql("""
            INSERT INTO mail_message (connector, message_id, thread_id, kind, changed_at, settled) VALUES (?, ?, ?, 'sent', ?, true) ON CONFLICT DO NOTHING""")
            .params(connector, messageId, thread, Timestamp.from(at)).update();
    }

    /** Tells under which UID a message lies that is to be settled. */
    void found(String connector, String messageId, long validity, long uid) {
        jdbc.sql("UPDATE mail_message SET uid_validity = ?, uid = ?, settled = false WHERE connector = ? AND message_id = ?")
            .params(validity, uid, connector, messageId).update();
    }

    /** UIDs of messages up to one that are not settled, in order, at most 200. */
    List<Long> unsettled(String connector, long validity, long upTo) {
        return jdbc.sql("SELECT uid FROM mail_message WHERE connector = ? AND uid_validity = ? AND uid <= ? AND NOT settled ORDER BY uid LIMIT 200")
            .params(connector, validity, upTo).query(Long.class).list();
    }

    void settle(String connector, long validity, List<Long> uids) {
        jdbc.sql("UPDATE mail_message SET settled = true WHERE connector = ? AND uid_validity = ? AND uid = ANY (?)")
            .params(connector, validity, uids.toArray(Long[]::new)).update();
    }

    /** What the messages of a thread say, up to one, in order: the first, and the newest 60. */
    List<Later> words(String connector, String thread, int upTo) {
        return jdbc.sql("SELECT author, changed_at, words FROM mail_message WHERE connector = ? AND thread_id = ? AND sequence BETWEEN 1 AND ? "
            + "AND (sequence = 1 OR sequence > ?) ORDER BY sequence")
            .params(connector, thread, upTo, upTo - 60)
            .query((row, n) -> new Later(row.getString(1), row.getTimestamp(2).toInstant(), row.getString(3))).list();
    }

    /** Identities of a thread's messages, the oldest first, at most the newest 20. */
    List<String> references(String connector, String thread) {
        return jdbc.sql("""
            SELECT message_id FROM (SELECT message_id, seen_at, sequence FROM mail_message WHERE connector = ? AND thread_id = ?
            ORDER BY seen_at DESC, sequence DESC LIMIT 20) newest ORDER BY seen_at, sequence""").params(connector, thread).query(String.class).list();
    }

    /** Identity of the newest message that somebody else wrote. */
    Optional<String> newest(String connector, String thread) {
        return jdbc.sql("SELECT message_id FROM mail_message WHERE connector = ? AND thread_id = ? AND sequence > 0 ORDER BY sequence DESC LIMIT 1")
            .params(connector, thread).query(String.class).optional();
    }

    /** How many other messages of ours went into a thread since then. */
    int sentSince(String connector, String thread, String butFor, Instant since) {
        return jdbc.sql("SELECT count(*) FROM mail_message WHERE connector = ? AND thread_id = ? AND kind = 'sent' AND message_id <> ? AND seen_at >= ?")
            .params(connector, thread, butFor, Timestamp.from(since)).query(Integer.class).single();
    }

    /** True if somebody wrote into a thread after a message of ours was made, with angle brackets or without. */
    boolean answered(String connector, String thread, String messageId) {
        return jdbc.sql("""
            SELECT count(*) FROM mail_message WHERE connector = ? AND thread_id = ? AND sequence > 0
            AND seen_at > (SELECT seen_at FROM mail_message WHERE connector = ? AND message_id = trim(both '<>' from ?))""")
            .params(connector, thread, connector, messageId).query(Integer.class).single() > 0;
    }
}
