package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.language.Sha256;
import io.serai.ticket.Category;
import io.serai.ticket.InvalidTicketException;
import io.serai.ticket.Kind;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads what a normalising kamelet made: a JSON array of canonical tickets without id, tenant and connector, which are added here. Beside the
 * ticket's own fields a record may have {@code version} (the source's counter of changes), {@code updatedBy}, {@code comments} (see {@link ToldComment},
 * those that the requester may read, the newest last), {@code times} (how its times are written, see {@link LocalTimes}), and, for the mappings of
 * the connector's file, {@code record} (the vendor's record).
 * Stateless, safe for concurrent use.
 */
final class ReadTickets {

    /** Longest external id that is kept as it is, in characters; a longer one is cut and gets a hash of the whole. */
    private static final int EXTERNAL_ID = 400;
    private static final String VERSION = "sourceVersion";
    private static final String UPDATED_BY = "updatedBy";
    /** Labels that mean something to the hub itself. */
    static final Set<String> OURS = Set.of(VERSION, UPDATED_BY, Ticket.OWN_UPDATE, Ticket.COMMENT, Ticket.COMMENT_ID, Ticket.COMMENT_BY);

    /**
     * What is known of a record beside what it says itself.
     *
     * @param time     stands in where it has no time of its own
     * @param sequence stands in where it has no version of its own; {@code null} if nothing does
     * @param identity stands in where it has no id of its own; {@code null} if nothing does
     */
    record Arrival(Instant time, String sequence, String identity) {

        static Arrival at(Instant time) {
            return new Arrival(time, null, null);
        }

        static Arrival of(RawEvent event) {
            String at = event.headers().get(StoreFed.AT);
            return new Arrival(at == null ? event.receivedAt() : Instant.parse(at), event.headers().get(StoreFed.SEQUENCE),
                event.headers().get(StoreFed.IDENTITY));
        }
    }

    /**
     * @param json     the kamelet's answer
     * @param fallback when the event was received; stands in where the record has no time of its own
     * @return the tickets, in the record's order, possibly none
     * @throws UnreadableEventException if a record could not be read; names what is missing in each
     * @throws InvalidTicketException   if a record makes a ticket that must not exist
     */
    List<Ticket> read(String json, Connector connector, Instant fallback) {
        return read(json, connector, Arrival.at(fallback));
    }

    List<Ticket> read(String json, Connector connector, Arrival arrival) {
        JsonNode answer = parse(json, connector);
        if (!answer.isArray()) {
            throw new UnreadableEventException("kamelet " + connector.tickets().normalize().kamelet() + " made no JSON array");
        }
        List<String> unreadable = new ArrayList<>();
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < answer.size(); i++) {
            JsonNode record = answer.get(i);
            String where = answer.size() == 1 ? "" : "record " + (i + 1) + ": ";
            try {
                tickets.add(one(record, connector, arrival));
            } catch (UnreadableEventException e) {
                unreadable.add(where + e.getMessage());
            }
        }
        if (!unreadable.isEmpty()) {
            throw new UnreadableRecordsException(String.join("; ", unreadable), tickets);
        }
        return tickets;
    }

    /**
     * Reads the same and makes nothing of it.
     *
     * @return one answer a record of the array, in its order: what is wrong with it, absent if it makes a ticket
     * @throws UnreadableEventException if it is no JSON array
     */
    List<Optional<String>> faults(String json, Connector connector, Arrival arrival) {
        List<Optional<String>> faults = new ArrayList<>();
        for (JsonNode record : parse(json, connector)) {
            try {
                one(record, connector, arrival);
                faults.add(Optional.empty());
            } catch (UnreadableEventException e) {
                faults.add(Optional.of(e.getMessage()));
            }
        }
        return faults;
    }

    private static Ticket one(JsonNode record, Connector connector, Arrival arrival) {
        if (record.has("unreadable")) {
            throw new UnreadableEventException("cannot be read as a record of " + connector.vendor() + ": " + reason(record.get("unreadable")));
        }
        try {
            return ticket(connector.tickets().mappings().map(record, connector.tenant()), connector, arrival);
        } catch (InvalidTicketException e) {
            throw new UnreadableEventException(e.getMessage());
        }
    }

    private static JsonNode parse(String json, Connector connector) {
        try {
            return ReadableJson.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (ReadableJson.UnreadableException e) {
            throw new UnreadableEventException("what kamelet " + connector.tickets().normalize().kamelet() + " made is " + e.getMessage());
        }
    }

    /** The kamelets' own words; what jq itself says may quote the record, so it is not passed on. */
    private static String reason(JsonNode reason) {
        String text = reason.asText("");
        return text.matches("(neither|no|Zabbix answered|ServiceNow answered) [A-Za-z0-9 _,.-]{1,200}") ? text : "its shape is not one that is known";
    }

    private static Ticket ticket(Mappings.Mapped mapped, Connector connector, Arrival arrival) {
        JsonNode record = mapped.ticket();
        JsonNode source = record.path("source");
        String externalId = text(source, "externalId");
        LocalTimes times = LocalTimes.of(record.path("times"));
        Instant createdAt = times.read("createdAt", text(record, "createdAt"));
        Instant updatedAt = times.read("updatedAt", text(record, "updatedAt"));
        Instant created = createdAt != null ? createdAt : updatedAt != null ? updatedAt : arrival.time();
        Instant changed = updatedAt == null || updatedAt.isBefore(created) ? created : updatedAt;
        return new Ticket(null, mapped.tenant(),
            new Ticket.Source(connector.vendor(), connector.ticketsOf(),
                externalId(externalId == null ? arrival.identity() : externalId), text(source, "url")),
            text(record, "kind") == null ? null : Kind.of(text(record, "kind")),
            text(record, "title"),
            text(record, "description"),
            text(record, "category") == null ? null : Category.of(text(record, "category")),
            text(record, "priority") == null ? null : Priority.of(text(record, "priority")),
            text(record, "status") == null ? null : TicketStatus.of(text(record, "status")),
            requester(record.path("requester")),
            text(record, "assignee"),
            text(record, "affectedSystem"),
            text(record, "businessImpact"),
            text(record, "stepsTaken"),
            text(record, "errorMessages"),
            labels(record, connector, arrival, created, changed),
            created,
            changed,
            times.read("slaDueAt", text(record, "slaDueAt")),
            connector.tickets().autoRemediation());
    }

    private static Ticket.Requester requester(JsonNode requester) {
        if (!requester.isObject()) {
            return null;
        }
        Ticket.Requester read = new Ticket.Requester(text(requester, "name"), text(requester, "email"), text(requester, "phone"));
        return read.name() == null && read.email() == null && read.phone() == null ? null : read;
    }

    /** The names that mean something to the hub come from fields of their own: a tag of the source cannot set them, nor can many tags take their place. */
    private static Map<String, String> labels(JsonNode record, Connector connector, Arrival arrival, Instant created, Instant changed) {
        Map<String, String> read = new LinkedHashMap<>();
        String version = text(record, "version") == null ? arrival.sequence() : text(record, "version");
        if (version != null) {
            read.put(VERSION, version);
        }
        comment(record.path("comments"), connector.tickets().ownUser(), read);
        String updatedBy = text(record, "updatedBy");
        if (updatedBy != null) {
            read.put(UPDATED_BY, updatedBy);
            if (updatedBy.equalsIgnoreCase(connector.tickets().ownUser()) && changed.isAfter(created)) {
                read.put(Ticket.OWN_UPDATE, "true");
            }
        }
        record.path("labels").fields().forEachRemaining(label -> {
            if (label.getValue().isValueNode() && !label.getValue().isNull() && !OURS.contains(label.getKey())) {
                read.put(label.getKey(), label.getValue().asText());
            }
        });
        return read;
    }

    /** The newest that the hub did not write itself. */
    private static void comment(JsonNode comments, String ownUser, Map<String, String> labels) {
        IntStream.range(Math.max(0, comments.size() - ToldComment.MOST), comments.size()).mapToObj(comments::path)
            .flatMap(one -> ToldComment.of(one, ownUser).stream()).filter(one -> !one.ours()).reduce((older, newer) -> newer).ifPresent(newest -> {
                labels.put(Ticket.COMMENT, newest.text());
                labels.put(Ticket.COMMENT_ID, newest.id());
                if (newest.author() != null) {
                    labels.put(Ticket.COMMENT_BY, newest.author());
                }
            });
    }

    private static String externalId(String id) {
        if (id == null || id.length() <= EXTERNAL_ID) {
            return id;
        }
        return id.substring(0, EXTERNAL_ID) + "#" + Sha256.hex(id, 16);
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
