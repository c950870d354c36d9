package io.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Jira's search: of JQL it knows a filter that holds for all, bounds of {@code updated} to the minute, and the order by {@code updated} and {@code key}. */
final class JiraSearch {

    private static final Pattern JQL = Pattern.compile(
        "\\(.+\\) AND updated >= \"([0-9-]{10} [0-9:]{5})\"( AND updated < \"([0-9-]{10} [0-9:]{5})\")? ORDER BY updated ASC, key ASC");
    private static final int DEFAULT_PAGE = 50;

    private final ObjectMapper json = new ObjectMapper();
    private final boolean cloud;
    private final ZoneOffset zone;

    /** @param zone the time zone of the user, in which times are shown */
    JiraSearch(boolean cloud, ZoneOffset zone) {
        this.cloud = cloud;
        this.zone = zone;
    }

    Answer answer(JsonNode asked, List<ObjectNode> issues) {
        Matcher jql = JQL.matcher(asked.path("jql").asText());
        if (!jql.matches() || cloud && asked.has("startAt") || !cloud && asked.has("nextPageToken")) {
            return Answer.of(400, "{\"errorMessages\":[\"Error in the JQL Query.\"]}");
        }
        Instant since = minute(jql.group(1));
        Instant before = jql.group(3) == null ? Instant.MAX : minute(jql.group(3));
        List<ObjectNode> found = issues.stream().filter(issue -> !updated(issue).isBefore(since) && updated(issue).isBefore(before))
            .sorted(Comparator.comparing(JiraSearch::updated).thenComparing(JiraSearch::number)).toList();
        int size = asked.path("maxResults").asInt(DEFAULT_PAGE);
        int start = cloud ? after(asked.path("nextPageToken").asText(""), found) : asked.path("startAt").asInt();
        int end = Math.min(found.size(), start + size);
        ObjectNode page = json.createObjectNode();
        ArrayNode rows = page.putArray("issues");
        List<String> fields = new ArrayList<>();
        asked.path("fields").forEach(field -> fields.add(field.asText()));
        found.subList(Math.min(start, end), end).forEach(row -> rows.add(shown(row, fields)));
        if (!cloud) {
            page.put("startAt", start).put("maxResults", size).put("total", found.size());
        } else if (end < found.size()) {
            page.put("nextPageToken", token(found.get(end - 1)));
        } else {
            page.put("isLast", true);
        }
        return Answer.ok(page);
    }

    /** With those fields alone that are asked for, and times in the zone of the user. */
    private ObjectNode shown(ObjectNode issue, List<String> fields) {
        ObjectNode copy = issue.deepCopy();
        ((ObjectNode) copy.path("fields")).put("updated", SimulatedJira.TIME.withZone(zone).format(updated(issue))).retain(fields);
        return copy;
    }

    /** A token stands for a place in the order, so that what moves does not shift the pages. */
    private static String token(ObjectNode last) {
        return Base64.getUrlEncoder().encodeToString((updated(last) + " " + number(last)).getBytes(StandardCharsets.UTF_8));
    }

    private static int after(String token, List<ObjectNode> found) {
        if (token.isEmpty()) {
            return 0;
        }
        String[] place = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(" ");
        Instant time = Instant.parse(place[0]);
        long number = Long.parseLong(place[1]);
        return (int) found.stream().filter(issue -> updated(issue).isBefore(time) || updated(issue).equals(time) && number(issue) <= number).count();
    }

    private static Instant minute(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    private static Instant updated(JsonNode issue) {
        return Instant.from(SimulatedJira.TIME.parse(issue.at("/fields/updated").asText()));
    }

    private static long number(JsonNode issue) {
        return Long.parseLong(issue.path("key").asText().replaceFirst(".*-", ""));
    }
}
