package io.serai.ticket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.ticket.StatusWatch.StatusChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The table of tickets. */
@Component
class TicketStore implements Tickets {

    private final JdbcTemplate jdbc;
    private final ObjectMapper json;
    private final List<StatusWatch> watches;

    TicketStore(JdbcTemplate jdbc, ObjectMapper json, List<StatusWatch> watches) {
        this.jdbc = jdbc;
        this.json = json;
        this.watches = List.copyOf(watches);
    }

    @Override
    public Optional<Ticket> find(String id) {
        return TimeOrderedId.parse(id).flatMap(uuid ->
            jdbc.query("SELECT body::text FROM ticket WHERE id = ?", (row, n) -> read(row.getString(1)), uuid).stream().findFirst());
    }

    @Override
    public Optional<Instant> updatedAt(String tenant, String connector, String externalId) {
        return jdbc.query("SELECT (body ->> 'updatedAt')::timestamptz FROM ticket WHERE tenant = ? AND connector = ? AND external_id = ?",
            (row, n) -> row.getTimestamp(1).toInstant(), tenant, connector, externalId).stream().findFirst();
    }

    @Override
    public int openings(String id) {
        return TimeOrderedId.parse(id).flatMap(uuid ->
            jdbc.query("SELECT openings FROM ticket WHERE id = ?", (row, n) -> row.getInt(1), uuid).stream().findFirst()).orElse(0);
    }

    @Override
    @Transactional
    public void settle(String id, TicketStatus status, Instant at) {
        find(id).map(Key::of).map(key -> lock(List.of(key)).get(key)).filter(ticket -> !ticket.status().isFinal())
            .ifPresent(ticket -> {
                Ticket settled = ticket.withStatus(status, at);
                update(List.of(new Changed(settled, 0)));
                tell(List.of(new StatusChange(settled, ticket.status())));
            });
    }

    /** Tells of those that are new or have another status. */
    void tell(List<StatusChange> all) {
        List<StatusChange> changes = all.stream().filter(change -> change.ticket().status() != change.from()).toList();
        if (!changes.isEmpty()) {
            watches.forEach(watch -> watch.changed(changes));
        }
    }

    /** What a ticket is known by. */
    record Key(String tenant, String connector, String externalId) implements Comparable<Key> {

        private static final Comparator<Key> ORDER = Comparator.comparing(Key::tenant).thenComparing(Key::connector).thenComparing(Key::externalId);

        static Key of(Ticket ticket) {
            return new Key(ticket.tenant(), ticket.source().connector(), ticket.source().externalId());
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** @param reopened how often the ticket came back since it was read */
    record Changed(Ticket ticket, int reopened) {
    }

    /**
     * Inserts tickets of different keys, in the order of the keys, so that two processes wait for each other instead of deadlocking.
     *
     * @return ids of those that were not there
     */
    Set<String> insert(Collection<Ticket> tickets) {
        List<Ticket> sorted = tickets.stream().sorted(Comparator.comparing(Key::of)).toList();
        return Set.copyOf(jdbc.queryForList("""
            INSERT INTO ticket (id, tenant, connector, external_id, kind, category, priority, status, body)
            SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::jsonb[])
            ON CONFLICT (tenant, connector, external_id) DO NOTHING RETURNING id::text""", String.class,
            column(sorted, Ticket::id), column(sorted, Ticket::tenant), column(sorted, ticket -> ticket.source().connector()),
            column(sorted, ticket -> ticket.source().externalId()), column(sorted, ticket -> ticket.kind().json()),
            column(sorted, TicketStore::category), column(sorted, ticket -> ticket.priority().json()),
            column(sorted, ticket -> ticket.status().json()), column(sorted, this::write)));
    }

    /**
     * Locks the tickets' rows until the transaction ends. By their ids: of a join with the keys a row that another transaction has changed while it was
     * waited for would be left out (PostgreSQL checks the join anew, and finds the keys gone).
     */
    Map<Key, Ticket> lock(Collection<Key> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        List<Key> sorted = keys.stream().sorted().toList();
        return jdbc.query("""
            SELECT body::text FROM ticket WHERE id = ANY (ARRAY(
                SELECT t.id FROM ticket t JOIN unnest(?::text[], ?::text[], ?::text[]) AS k (tenant, connector, external_id) USING (tenant, connector, external_id)))
            ORDER BY tenant COLLATE "C", connector COLLATE "C", external_id COLLATE "C" FOR UPDATE""", (row, n) -> read(row.getString(1)),
            column(sorted, Key::tenant), column(sorted, Key::connector), column(sorted, Key::externalId))
            .stream().collect(Collectors.toMap(Key::of, ticket -> ticket));
    }

    void update(Collection<Changed> tickets) {
        if (tickets.isEmpty()) {
            return;
        }
        jdbc.batchUpdate("""
            UPDATE ticket SET kind = ?, category = ?, priority = ?, status = ?, body = ?::jsonb, changed_at = clock_timestamp(), openings = openings + ?
            WHERE id = ?::uuid""",
            tickets.stream().map(changed -> {
                Ticket ticket = changed.ticket();
                return new Object[] {ticket.kind().json(), category(ticket), ticket.priority().json(), ticket.status().json(), write(ticket),
                    changed.reopened(), ticket.id()};
            }).toList());
    }

    /**
     * Tickets, newest first.
     *
     * @param after    id of the last one of the page before
     * @param status   only these, or absent
     * @param priority only these, or absent
     */
    List<Ticket> list(int size, Optional<String> after, Optional<TicketStatus> status, Optional<Priority> priority) {
        StringBuilder sql = new StringBuilder("SELECT body::text FROM ticket WHERE true");
        List<Object> values = new ArrayList<>();
        after.ifPresent(id -> {
            sql.append(" AND id < ?::uuid");
            values.add(id);
        });
        status.ifPresent(s -> {
            sql.append(" AND status = ?");
            values.add(s.json());
        });
        priority.ifPresent(p -> {
            sql.append(" AND priority = ?");
            values.add(p.json());
        });
        sql.append(" ORDER BY id DESC LIMIT ?");
        values.add(size);
        return jdbc.query(sql.toString(), (row, n) -> read(row.getString(1)), values.toArray());
    }

    private static <T> String[] column(List<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    private static String category(Ticket ticket) {
        return ticket.category() == null ? null : ticket.category().json();
    }

    private Ticket read(String body) {
        try {
            return json.readValue(body, Ticket.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored ticket cannot be read", e);
        }
    }

    private String write(Ticket ticket) {
        try {
            return json.writeValueAsString(ticket);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a ticket cannot be written", e);
        }
    }
}
