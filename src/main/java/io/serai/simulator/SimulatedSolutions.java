package io.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Solutions of ServiceDesk Plus, API v3: {@code start_index} counts from 1, a list says whether more rows follow. */
public final class SimulatedSolutions extends SimulatedKnowledge {

    public SimulatedSolutions(Clock clock) {
        super(clock);
    }

    @Override
    public String connector() {
        return "manageengine-knowledge";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("SERAI_MANAGEENGINE_KB_URL", url(), "SERAI_MANAGEENGINE_KB_TOKEN", secret());
    }

    @Override
    protected boolean authorised(Call call) {
        return call.header("authtoken").equals(secret()) && call.header("Accept").equals("vnd.manageengine.v3+json");
    }

    @Override
    protected Answer unauthorised(Call call) {
        return Answer.of(401, "{\"response_status\":{\"status_code\":4001,\"status\":\"failed\"}}");
    }

    @Override
    protected String newId() {
        return Integer.toString(300 + ++number);
    }

    @Override
    protected Answer answer(Call call) throws JsonProcessingException {
        if (call.path().startsWith("/api/v3/solutions/")) {
            return article(call.path().substring("/api/v3/solutions/".length()), this::solution);
        }
        if (!call.path().equals("/api/v3/solutions")) {
            return Answer.of(404, "{}");
        }
        JsonNode asked = read(call.parameter("input_data")).path("list_info");
        JsonNode criterion = asked.path("search_criteria").path(0);
        boolean all = criterion.isMissingNode();
        if (!asked.path("filter_by").path("name").asText("ApprovedSolutions").equals("ApprovedSolutions") || !all && !criterion.path("field").asText().equals("last_updated_time")) {
            return Answer.of(400, "{}");
        }
        int start = Math.max(0, asked.path("start_index").asInt(1) - 1);
        int count = asked.path("row_count").asInt();
        List<Entry> found = listed(all ? Instant.EPOCH : Instant.ofEpochMilli(criterion.path("value").asLong() + 1), asked.path("start_index").isMissingNode());
        if (all) {
            found = found.stream().sorted(Comparator.comparing((Entry entry) -> Integer.parseInt(entry.id))).toList();
        }
        ObjectNode answer = json.createObjectNode();
        answer.putArray("response_status").addObject().put("status_code", 2000).put("status", "success");
        answer.putObject("list_info").put("has_more_rows", start + count < found.size()).put("row_count", count);
        ArrayNode rows = answer.putArray("solutions");
        for (Entry entry : part(found, start, count)) {
            ObjectNode row = rows.addObject().put("id", entry.id).put("title", entry.title);
            row.putObject("last_updated_time").put("value", Long.toString(entry.changed.toEpochMilli()));
        }
        return Answer.ok(answer);
    }

    private ObjectNode solution(Entry entry) {
        ObjectNode answer = json.createObjectNode();
        ObjectNode solution = answer.putObject("solution").put("id", entry.id).put("title", entry.title).put("description", html(entry))
            .put("keywords", String.join(", ", entry.labels.stream().skip(1).toList()));
        solution.putObject("topic").put("name", entry.labels.isEmpty() ? "General" : entry.labels.get(0)).put("id", "1");
        solution.putObject("approval_status").put("name", "Approved").put("id", "2");
        solution.putObject("last_updated_time").put("value", Long.toString(entry.changed.toEpochMilli()));
        answer.putObject("response_status").put("status_code", 2000).put("status", "success");
        return answer;
    }
}
