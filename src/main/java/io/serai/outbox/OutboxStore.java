package io.serai.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.ticket.TimeOrderedId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The table of events that are to be sent. All of it joins the caller's transaction. */
@Component
class OutboxStore {

    private final JdbcTemplate jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    OutboxStore(JdbcTemplate jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What happened.
     *
     * @param data ids, states and reasons; never a ticket's text
     */
    record Happened(String ticketId, String type, Map<String, ?> data) {
    }

    /** Keeps each event once for each connector. */
    void keep(List<String> connectors, List<Happened> all) {
        List<Object[]> rows = new ArrayList<>();
        for (Happened one : all) {
            String id = TimeOrderedId.at(clock.instant());
            connectors.forEach(connector -> rows.add(new Object[] {connector, id, one.ticketId(), one.type(), write(one.data())}));
        }
        jdbc.batchUpdate("INSERT INTO outbox (connector, event_id, ticket_id, type, data) VALUES (?, ?::uuid, ?::uuid, ?, ?::jsonb)", rows);
    }

    /** Holds a connector's events until the transaction ends, unless another process does. */
    boolean hold(String connector) {
        return Boolean.TRUE.equals(jdbc.queryForObject("SELECT pg_try_advisory_xact_lock(hashtextextended('outbox/' || ?, 0))", Boolean.class, connector));
    }

    /**
     * The oldest events. A change that was committed before another one began has the smaller number, and is seen whenever the other one is: so the order of
     * what follows from each other is kept.
     */
    List<OutboxEvent> oldest(String connector, int most) {
        return jdbc.query("""
            SELECT o.id, o.event_id::text, o.ticket_id::text, o.type, o.data::text, o.happened_at, t.tenant, t.connector, t.external_id
            FROM outbox o LEFT JOIN ticket t ON t.id = o.ticket_id WHERE o.connector = ? ORDER BY o.id LIMIT ?""", this::read, connector, most);
    }

    void drop(List<OutboxEvent> sent) {
        jdbc.update("DELETE FROM outbox WHERE id = ANY (?)", (Object) sent.stream().map(OutboxEvent::sequence).toArray(Long[]::new));
    }

    /** Seconds since the oldest event happened; absent if none waits. */
    Optional<Double> lag(String connector) {
        return jdbc.queryForList("SELECT extract(epoch FROM clock_timestamp() - happened_at) FROM outbox WHERE connector = ? ORDER BY id LIMIT 1", Double.class,
            connector).stream().findFirst();
    }

    private OutboxEvent read(ResultSet row, int n) throws SQLException {
        try {
            String ticket = row.getString(3);
            ObjectNode event = json.createObjectNode().put("specversion", "1.0").put("id", row.getString(2))
                .put("source", "/serai/" + Optional.ofNullable(row.getString(7)).orElse("none")).put("type", row.getString(4)).put("subject", ticket)
                .put("time", row.getTimestamp(6).toInstant().toString()).put("datacontenttype", "application/json");
            ObjectNode data = event.putObject("data");
            ObjectNode about = data.putObject("ticket").put("id", ticket);
            if (row.getString(8) != null) {
                about.put("tenant", row.getString(7)).put("connector", row.getString(8)).put("externalId", row.getString(9));
            }
            data.setAll((ObjectNode) json.readTree(row.getString(5)));
            return new OutboxEvent(row.getLong(1), row.getString(2), ticket, row.getString(4), json.writeValueAsString(event));
        } catch (JsonProcessingException e) {
            throw new SQLException("event " + row.getString(2) + " holds no JSON", e);
        }
    }

    private String write(Map<String, ?> data) {
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event's data are not JSON", e);
        }
    }
}
