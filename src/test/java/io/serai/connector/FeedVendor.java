package io.serai.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.simulator.ConnectedSystem;
import io.serai.simulator.Fault;
import io.serai.simulator.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A system that hands over, each time something happens to a ticket, all that it knows of it then. Nothing is written into it, and nothing moves in what it has handed over. */
abstract class FeedVendor implements ConnectedSystem {

    private static final List<String> PRIORITIES = List.of("critical", "high", "medium", "low");

    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, ObjectNode> tickets = new HashMap<>();
    private final List<ObjectNode> waiting = new ArrayList<>();
    private Duration skew = Duration.ZERO;

    FeedVendor(Clock clock) {
        this.clock = clock;
    }

    /** @param records oldest first, at least one; each has the field {@code id} */
    abstract void handOver(List<ObjectNode> records);

    @Override
    public synchronized Instant now() {
        return clock.instant().plus(skew);
    }

    @Override
    public synchronized void skew(Duration ahead) {
        skew = ahead;
    }

    @Override
    public synchronized String open(Report report, Instant at) {
        String id = UUID.randomUUID().toString();
        tickets.put(id, json.createObjectNode().put("id", id).put("kind", "incident").put("title", report.title()).put("description", report.description())
            .put("priority", PRIORITIES.get(report.priority() - 1)).put("requester", report.person()).put("email", report.email()).put("host", report.host())
            .put("createdAt", at.toString()));
        become(id, "open", at);
        return id;
    }

    @Override
    public void change(String id, Instant at) {
        become(id, "in_progress", at);
    }

    @Override
    public void resolve(String id, Instant at) {
        become(id, "resolved", at);
    }

    private synchronized void become(String id, String status, Instant at) {
        waiting.add(tickets.get(id).put("status", status).put("updatedAt", at.toString()).deepCopy());
    }

    @Override
    public synchronized String status(String id) {
        return tickets.get(id).path("status").asText();
    }

    @Override
    public final synchronized void handOver() {
        if (!waiting.isEmpty()) {
            handOver(waiting);
            waiting.clear();
        }
    }

    @Override
    public synchronized void clear() {
        waiting.clear();
        tickets.clear();
    }

    @Override
    public List<String> notes(String id) {
        return List.of();
    }

    @Override
    public void failWriting(Fault fault) {
        throw new UnsupportedOperationException("nothing is written there");
    }

    @Override
    public void betweenPages(Runnable happening) {
        throw new UnsupportedOperationException("what is handed over does not change");
    }
}
