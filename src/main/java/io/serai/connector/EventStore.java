package io.serai.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.language.Sha256;
import io.serai.ticket.TicketReceipt;
import io.serai.ticket.TimeOrderedId;
import io.serai.work.WorkQueue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps raw events, each once, and queues them in the same transaction. */
@Component
class EventStore {

    static final String STAGE = "received";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final WorkQueue queue;
    private final ObjectMapper json;

    EventStore(JdbcTemplate jdbc, TransactionTemplate transaction, WorkQueue queue, ObjectMapper json) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.queue = queue;
        this.json = json;
    }

    private record Key(String tenant, String connector, String key) {
        static Key of(RawEvent event) {
            return new Key(event.tenant(), event.connector(), event.key());
        }
    }

    private record Seen(String event, byte[] hash) {
    }

    /**
     * Stores what was not seen before, all in one statement, and queues it; events with a fault go to the dead letters instead.
     *
     * @return one answer an event, in the same order; all of it is durable then
     */
    List<StoredEvent> storeAll(List<IncomingEvent> incoming) {
        return transaction.execute(status -> store(incoming));
    }

    private List<StoredEvent> store(List<IncomingEvent> incoming) {
        Map<Key, IncomingEvent> first = new LinkedHashMap<>();
        incoming.forEach(one -> first.putIfAbsent(Key.of(one.event()), one));
        // sorted, so that two processes that store the same keys wait for each other instead of deadlocking
        List<IncomingEvent> sorted = first.values().stream().sorted((a, b) -> a.event().key().compareTo(b.event().key())).toList();
        Map<Key, Seen> seen = new HashMap<>();
        insert(sorted).forEach(fresh -> seen.put(Key.of(fresh.event()), new Seen(fresh.event().id(), hash(fresh.event().payload()))));
        List<IncomingEvent> known = sorted.stream().filter(one -> !seen.containsKey(Key.of(one.event()))).toList();
        enqueue(sorted.stream().filter(one -> seen.containsKey(Key.of(one.event()))).toList());
        if (!known.isEmpty()) {
            lookUp(known, seen);
        }
        List<StoredEvent> answers = new ArrayList<>(incoming.size());
        List<String> repeated = new ArrayList<>();
        for (IncomingEvent one : incoming) {
            Seen stored = seen.get(Key.of(one.event()));
            boolean duplicate = !stored.event().equals(one.event().id());
            boolean conflict = duplicate && !Arrays.equals(stored.hash(), hash(one.event().payload()));
            if (duplicate) {
                repeated.add(stored.event());
            }
            if (conflict) {
                recordConflict(stored.event(), one.event());
            }
            answers.add(new StoredEvent(stored.event(), duplicate, conflict));
        }
        if (!repeated.isEmpty()) {
            jdbc.update("""
                UPDATE event SET duplicates = duplicates + again.times
                FROM (SELECT id, count(*) AS times FROM unnest(?::uuid[]) AS id GROUP BY id) AS again WHERE event.id = again.id""",
                (Object) repeated.toArray(String[]::new));
        }
        return answers;
    }

    private List<IncomingEvent> insert(List<IncomingEvent> events) {
        Set<String> fresh = new HashSet<>(jdbc.queryForList("""
            WITH incoming AS (
                SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::jsonb[], ?::bytea[], ?::timestamptz[], ?::bytea[],
                    ?::float8[]) AS t (id, tenant, connector, event_key, content_type, headers, payload, received_at, payload_hash, seconds)),
            fresh AS (
                INSERT INTO event_key AS known (tenant, connector, event_key, event_id, payload_hash, expires_at)
                SELECT tenant, connector, event_key, id, payload_hash, received_at + seconds * interval '1 second' FROM incoming
                ON CONFLICT (tenant, connector, event_key) DO UPDATE
                SET event_id = excluded.event_id, payload_hash = excluded.payload_hash, expires_at = excluded.expires_at
                WHERE known.expires_at < clock_timestamp()
                RETURNING event_id)
            INSERT INTO event (id, tenant, connector, event_key, content_type, headers, payload, received_at)
            SELECT id, tenant, connector, event_key, content_type, headers, payload, received_at FROM incoming
            WHERE id IN (SELECT event_id FROM fresh) RETURNING id::text""", String.class,
            column(events, RawEvent::id), column(events, RawEvent::tenant), column(events, RawEvent::connector), column(events, RawEvent::key),
            column(events, RawEvent::contentType), column(events, event -> write(event.headers())),
            events.stream().map(one -> one.event().payload()).toArray(byte[][]::new),
            events.stream().map(one -> Timestamp.from(one.event().receivedAt())).toArray(Timestamp[]::new),
            events.stream().map(one -> hash(one.event().payload())).toArray(byte[][]::new),
            events.stream().map(one -> (double) one.window().toSeconds()).toArray(Double[]::new)));
        return events.stream().filter(one -> fresh.contains(one.event().id())).toList();
    }

    private void enqueue(List<IncomingEvent> fresh) {
        List<WorkQueue.Entry> sound = fresh.stream().filter(one -> one.fault() == null).map(EventStore::entry).toList();
        if (!sound.isEmpty()) {
            queue.enqueue(STAGE, sound);
        }
        fresh.stream().filter(one -> one.fault() != null).forEach(one -> queue.bury(STAGE, entry(one), one.fault()));
    }

    private static WorkQueue.Entry entry(IncomingEvent one) {
        return new WorkQueue.Entry(new EventReference(one.event().id()), one.event().id());
    }

    private void lookUp(List<IncomingEvent> known, Map<Key, Seen> seen) {
        jdbc.query("""
            SELECT k.tenant, k.connector, k.event_key, k.event_id::text, k.payload_hash FROM event_key k
            JOIN unnest(?::text[], ?::text[], ?::text[]) AS t (tenant, connector, event_key) USING (tenant, connector, event_key)""",
            row -> {
                seen.put(new Key(row.getString(1), row.getString(2), row.getString(3)), new Seen(row.getString(4), row.getBytes(5)));
            },
            column(known, RawEvent::tenant), column(known, RawEvent::connector), column(known, RawEvent::key));
    }

    private void recordConflict(String first, RawEvent event) {
        jdbc.update("INSERT INTO event_conflict (event_id, payload_hash, payload, received_at) VALUES (?::uuid, ?, ?, ?) ON CONFLICT DO NOTHING",
            first, hash(event.payload()), event.payload(), Timestamp.from(event.receivedAt()));
    }

    Optional<RawEvent> find(String id) {
        return TimeOrderedId.parse(id).flatMap(uuid -> Optional.ofNullable(find(List.of(uuid.toString())).get(id)));
    }

    /** Of the events with these ids, those that are stored. */
    Map<String, RawEvent> find(List<String> ids) {
        return jdbc.query("""
            SELECT id::text, tenant, connector, event_key, content_type, headers::text, payload, received_at FROM event WHERE id = ANY (?::uuid[])""",
            this::read, (Object) ids.toArray(String[]::new)).stream().collect(Collectors.toMap(RawEvent::id, event -> event));
    }

    /** Records what events did to tickets; said again, nothing changes. */
    void recordOutcomes(List<TicketReceipt> receipts) {
        jdbc.update("""
            INSERT INTO event_outcome (event_id, ticket_id, outcome) SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::text[]) ON CONFLICT DO NOTHING""",
            receipts.stream().map(TicketReceipt::correlation).toArray(String[]::new),
            receipts.stream().map(receipt -> receipt.ticket().id()).toArray(String[]::new),
            receipts.stream().map(receipt -> receipt.outcome().name().toLowerCase(Locale.ROOT)).toArray(String[]::new));
    }

    /**
     * Events, newest first, with the tickets they touched.
     *
     * @param after id of the last one of the page before
     */
    List<EventSummary> list(int limit, Optional<UUID> after, Optional<UUID> only) {
        List<EventSummary> found = jdbc.query("""
            SELECT e.id::text, e.connector, e.received_at, e.duplicates, array_agg(o.ticket_id::text) FILTER (WHERE o.ticket_id IS NOT NULL)
            FROM event e LEFT JOIN event_outcome o ON o.event_id = e.id
            WHERE e.id < coalesce(?::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') AND (?::uuid IS NULL OR e.id = ?::uuid)
            GROUP BY e.id ORDER BY e.id DESC LIMIT ?""",
            (row, n) -> new EventSummary(row.getString(1), row.getString(2), row.getTimestamp(3).toInstant(), row.getInt(4),
                row.getArray(5) == null ? List.of() : List.of((String[]) row.getArray(5).getArray()), EventSummary.State.WAITING),
            after.orElse(null), only.orElse(null), only.orElse(null), limit);
        Set<String> dead = queue.buried(STAGE, found.stream().map(EventSummary::id).toList());
        return found.stream().map(event -> event.state(!event.tickets().isEmpty() ? EventSummary.State.PROCESSED
            : dead.contains(event.id()) ? EventSummary.State.DEAD : EventSummary.State.WAITING)).toList();
    }

    /** Events of a ticket, oldest first, at most 500. */
    List<Map<String, Object>> ofTicket(String ticket) {
        return jdbc.queryForList("""
            SELECT e.id::text AS id, e.connector, e.received_at AS "receivedAt", o.outcome, e.duplicates, octet_length(e.payload) AS "bytes"
            FROM event_outcome o JOIN event e ON e.id = o.event_id WHERE o.ticket_id = ?::uuid ORDER BY e.id LIMIT 500""", ticket);
    }

    private RawEvent read(ResultSet row, int n) throws SQLException {
        try {
            Map<String, String> headers = json.readValue(row.getString(6), new TypeReference<>() { });
            return new RawEvent(row.getString(1), row.getString(2), row.getString(3), row.getString(4), true, row.getString(5), headers,
                row.getBytes(7), row.getTimestamp(8).toInstant());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the headers of a stored event cannot be read", e);
        }
    }

    private String write(Map<String, String> headers) {
        try {
            return json.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers cannot be written", e);
        }
    }

    private static String[] column(List<IncomingEvent> events, Function<RawEvent, String> value) {
        return events.stream().map(one -> value.apply(one.event())).toArray(String[]::new);
    }

    static byte[] hash(byte[] payload) {
        return Sha256.digest().digest(payload);
    }
}
