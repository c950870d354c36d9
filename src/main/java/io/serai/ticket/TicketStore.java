package io.serai.ticket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.ticket.TicketReceipt.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The table of tickets. */
@Component
class TicketStore implements Tickets {

    private final JdbcTemplate jdbc;
    private final ObjectMapper json;

    TicketStore(JdbcTemplate jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public Optional<Ticket> find(String id) {
        return TimeOrderedId.parse(id).flatMap(uuid ->
            jdbc.query("SELECT body::text FROM ticket WHERE id = ?", (row, n) -> read(row.getString(1)), uuid).stream().findFirst());
    }

    @Override
    public int openings(String id) {
        return TimeOrderedId.parse(id).flatMap(uuid ->
            jdbc.query("SELECT openings FROM ticket WHERE id = ?", (row, n) -> row.getInt(1), uuid).stream().findFirst()).orElse(0);
    }

    /** @return true if it was not there */
    boolean insert(Ticket ticket) {
        return jdbc.update("""
            INSERT INTO ticket (id, tenant, connector, external_id, kind, category, priority, status, body)
            VALUES (?::uuid, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            ON CONFLICT (tenant, connector, external_id) DO NOTHING""",
            ticket.id(), ticket.tenant(), ticket.source().connector(), ticket.source().externalId(), ticket.kind().json(), category(ticket),
            ticket.priority().json(), ticket.status().json(), write(ticket)) == 1;
    }

    /** Locks the ticket's row until the transaction ends. */
    Ticket lock(Ticket ticket) {
        return jdbc.query("SELECT body::text FROM ticket WHERE tenant = ? AND connector = ? AND external_id = ? FOR UPDATE",
            (row, n) -> read(row.getString(1)), ticket.tenant(), ticket.source().connector(), ticket.source().externalId()).get(0);
    }

    void update(Ticket ticket, Outcome outcome) {
        jdbc.update("""
            UPDATE ticket SET kind = ?, category = ?, priority = ?, status = ?, body = ?::jsonb, changed_at = clock_timestamp(),
                openings = openings + CASE WHEN ? = 'REOPENED' THEN 1 ELSE 0 END
            WHERE id = ?::uuid""",
            ticket.kind().json(), category(ticket), ticket.priority().json(), ticket.status().json(), write(ticket),
            outcome.name(), ticket.id());
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
