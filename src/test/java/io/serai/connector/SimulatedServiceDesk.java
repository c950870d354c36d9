package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ServiceDesk Plus on-premises, API v3, as its documentation has it: authtoken, list_info in the query, input_data in a form, start_index from 1. */
final class SimulatedServiceDesk extends SimulatedVendor {

    static final String TOKEN = "0A1B-t0ken";
    private static final Pattern NOTES = Pattern.compile("/api/v3/requests/([0-9]+)/notes");

    private final Map<Long, ObjectNode> requests = new TreeMap<>();
    private final Map<Long, List<ObjectNode>> notes = new HashMap<>();
    private boolean refusesNotes;

    synchronized void open(long id, String subject, long changedAt) {
        ObjectNode request = json.createObjectNode().put("id", Long.toString(id)).put("subject", subject);
        request.putObject("status").put("name", "Open").put("internal_name", "Open");
        requests.put(id, request);
        change(id, changedAt);
    }

    synchronized void change(long id, long changedAt) {
        requests.get(id).putObject("last_updated_time").put("value", Long.toString(changedAt)).put("display_value", "today");
    }

    synchronized List<String> notes(long id) {
        return notes.getOrDefault(id, List.of()).stream().map(note -> note.path("description").asText()).toList();
    }

    synchronized JsonNode request(long id) {
        return requests.get(id).deepCopy();
    }

    /** Says so in the body of an answer with status 200. */
    synchronized void refusesNotes(boolean refuses) {
        refusesNotes = refuses;
    }

    @Override
    protected Answer answer(Call call) throws IOException {
        if (!List.of(TOKEN).equals(call.headers().get("authtoken"))) {
            return new Answer(401, "{\"response_status\":{\"status_code\":4000,\"status\":\"failed\"}}");
        }
        Matcher path = NOTES.matcher(call.path());
        if (path.matches() && requests.containsKey(Long.parseLong(path.group(1)))) {
            long id = Long.parseLong(path.group(1));
            return call.method().equals("GET") ? listNotes(id) : add(id, call);
        }
        if (call.method().equals("PUT") && call.path().matches("/api/v3/requests/[0-9]+")) {
            ObjectNode request = requests.get(Long.parseLong(call.path().substring("/api/v3/requests/".length())));
            request.setAll((ObjectNode) read(Call.parameter(call.body(), "input_data")).path("request"));
            return new Answer(200, json.createObjectNode().set("request", request).toString());
        }
        return call.path().equals("/api/v3/requests") && call.method().equals("GET")
            ? list(read(Call.parameter(call.query(), "input_data")).path("list_info")) : new Answer(404, "{}");
    }

    private Answer list(JsonNode info) {
        JsonNode criterion = info.path("search_criteria").path(0);
        if (!criterion.path("condition").asText().equals("greater than") || info.path("row_count").asInt() > 100) {
            return new Answer(200, "{\"response_status\":[{\"status_code\":4000,\"status\":\"failed\"}]}");
        }
        List<ObjectNode> found = requests.values().stream().filter(request -> changed(request) > criterion.path("value").asLong())
            .sorted(Comparator.comparingLong(SimulatedServiceDesk::changed)).toList();
        int from = Math.max(0, info.path("start_index").asInt(1) - 1);
        int to = Math.min(found.size(), from + info.path("row_count").asInt(10));
        ObjectNode answer = json.createObjectNode();
        ArrayNode rows = answer.putArray("requests");
        found.subList(Math.min(from, to), to).forEach(request -> rows.add(request.deepCopy()));
        answer.putObject("list_info").put("has_more_rows", to < found.size()).put("row_count", rows.size());
        return new Answer(200, answer.toString());
    }

    private Answer listNotes(long id) {
        ObjectNode answer = json.createObjectNode();
        answer.putArray("notes").addAll(notes.getOrDefault(id, List.of()));
        return new Answer(200, answer.toString());
    }

    private Answer add(long id, Call call) throws IOException {
        if (refusesNotes || !String.valueOf(call.headers().getFirst("Content-Type")).startsWith("application/x-www-form-urlencoded")) {
            return new Answer(200, "{\"response_status\":{\"status_code\":4001,\"status\":\"failed\"}}");
        }
        JsonNode note = read(Call.parameter(call.body(), "input_data")).path("note");
        notes.computeIfAbsent(id, key -> new ArrayList<>()).add(note.deepCopy());
        return new Answer(201, json.createObjectNode().set("note", note).toString());
    }

    private static long changed(ObjectNode request) {
        return request.path("last_updated_time").path("value").asLong();
    }
}
