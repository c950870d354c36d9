package io.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Search of Datadog's events: of the query language it knows {@code *} and tags ({@code name:value}), one or several with a blank between; the
 * cursor is the id of the last event of the page before.
 *
 * @param events as search shows them
 * @param now    the time there
 */
record DatadogSearch(List<ObjectNode> events, Instant now) {

    private static final int MOST = 1_000;
    private static final Map<String, Duration> UNITS = Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    Answer answer(String query, String from, String to, String sort, int limit, String cursor) {
        Instant since = time(from);
        Instant until = time(to);
        Comparator<JsonNode> order = Comparator.comparing(DatadogSearch::timestamp).thenComparing(event -> event.path("id").asText());
        List<ObjectNode> found = events.stream().filter(event -> !timestamp(event).isBefore(since) && !timestamp(event).isAfter(until))
            .filter(event -> List.of(query.split(" ")).stream().allMatch(term -> matches(event, term)))
            .sorted(sort.startsWith("-") ? order.reversed() : order).toList();
        int start = cursor.isEmpty() ? 0 : found.stream().map(event -> event.path("id").asText()).toList().indexOf(cursor) + 1;
        int end = Math.min(found.size(), start + Math.min(MOST, limit));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode data = answer.putArray("data");
        found.subList(start, end).forEach(event -> data.add(event.deepCopy()));
        if (end < found.size()) {
            answer.putObject("meta").put("status", "done").putObject("page").put("after", found.get(end - 1).path("id").asText());
            answer.putObject("links").put("next", "https://api.datadoghq.com/api/v2/events?page[cursor]=" + found.get(end - 1).path("id").asText());
        }
        return Answer.ok(answer);
    }

    private static boolean matches(JsonNode event, String term) {
        if (term.equals("*") || term.isEmpty()) {
            return true;
        }
        for (JsonNode tag : event.at("/attributes/tags")) {
            if (tag.asText().equals(term)) {
                return true;
            }
        }
        return false;
    }

    private static Instant timestamp(JsonNode event) {
        return Instant.parse(event.at("/attributes/timestamp").asText());
    }

    /** {@code now}, {@code now-15m}, epoch milliseconds, or ISO 8601. */
    private Instant time(String text) {
        if (text.equals("now")) {
            return now;
        }
        if (text.matches("now-[0-9]+[smhd]")) {
            return now.minus(UNITS.get(text.substring(text.length() - 1)).multipliedBy(Long.parseLong(text.substring(4, text.length() - 1))));
        }
        return text.matches("[0-9]+") ? Instant.ofEpochMilli(Long.parseLong(text)) : Instant.parse(text);
    }
}
