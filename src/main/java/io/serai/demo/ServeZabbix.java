package io.serai.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.demo.ZabbixProblems.Problem;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The JSON-RPC API of the simulated Zabbix 7.2: bearer token, no {@code auth} in the body, no {@code selectHosts} in problem.get. */
@Component("serveZabbix")
@Profile("demo")
class ServeZabbix {

    private final ZabbixProblems problems;
    private final DemoFaults faults;
    private final ObjectMapper json;
    private final Environment environment;

    ServeZabbix(ZabbixProblems problems, DemoFaults faults, ObjectMapper json, Environment environment) {
        this.problems = problems;
        this.faults = faults;
        this.json = json;
        this.environment = environment;
    }

    public DemoAnswer serve(@Header("Authorization") String authorization, @Body JsonNode call) {
        Optional<DemoAnswer> fault = faults.next();
        if (fault.isPresent()) {
            return fault.get();
        }
        String method = call.path("method").asText();
        if (method.equals("apiinfo.version")) {
            return authorization == null ? result(call, json.getNodeFactory().textNode("7.2.4"))
                : error(call, "The \"apiinfo.version\" method must be called without authorization header.");
        }
        if (call.has("auth")) {
            return error(call, "Invalid parameter \"/\": unexpected parameter \"auth\".");
        }
        if (!("Bearer " + environment.getRequiredProperty("SERAI_ZABBIX_TOKEN")).equals(authorization)) {
            return error(call, "Not authorized.");
        }
        JsonNode params = call.path("params");
        return switch (method) {
            case "problem.get" -> params.has("selectHosts") ? error(call, "Invalid parameter \"/\": unexpected parameter \"selectHosts\".")
                : result(call, problemGet(params));
            case "event.get" -> result(call, eventGet(params));
            case "event.acknowledge" -> acknowledge(call, params);
            default -> error(call, "Incorrect method \"" + method + "\".");
        };
    }

    private ArrayNode problemGet(JsonNode params) {
        ArrayNode rows = json.createArrayNode();
        problems.all().stream().filter(problem -> params.path("recent").asBoolean() || problem.recoveryId() == 0)
            .filter(problem -> problem.id() >= params.path("eventid_from").asLong(0) && problem.clock() >= params.path("time_from").asLong(0))
            .sorted(Comparator.comparingLong(Problem::id)).limit(params.path("limit").asLong(Long.MAX_VALUE))
            .forEach(problem -> rows.add(row(problem, params).put("r_clock", Long.toString(problem.recoveryClock()))));
        return rows;
    }

    private ArrayNode eventGet(JsonNode params) {
        Set<String> values = texts(params.path("value"));
        Set<String> ids = texts(params.path("eventids"));
        Set<String> objects = texts(params.path("objectids"));
        Stream<ObjectNode> opened = problems.all().stream().map(problem -> row(problem, params).put("value", "1"));
        Stream<ObjectNode> closed = problems.recovered().map(problem -> json.createObjectNode().put("eventid", Long.toString(problem.recoveryId()))
            .put("objectid", problem.triggerId()).put("name", problem.name()).put("clock", Long.toString(problem.recoveryClock()))
            .put("r_eventid", "0").put("severity", "0").put("value", "0"));
        Comparator<ObjectNode> order = Comparator.comparingLong(row -> row.path("eventid").asLong());
        ArrayNode rows = json.createArrayNode();
        Stream.concat(opened, closed)
            .filter(row -> values.isEmpty() || values.contains(row.path("value").asText()))
            .filter(row -> !params.has("eventids") || ids.contains(row.path("eventid").asText()))
            .filter(row -> !params.has("objectids") || objects.contains(row.path("objectid").asText()))
            .filter(row -> row.path("clock").asLong() >= params.path("time_from").asLong(0))
            .filter(row -> row.path("eventid").asLong() >= params.path("eventid_from").asLong(0))
            .filter(row -> row.path("eventid").asLong() <= params.path("eventid_till").asLong(Long.MAX_VALUE))
            .sorted(params.path("sortorder").asText("ASC").equals("DESC") ? order.reversed() : order)
            .limit(params.path("limit").asLong(Long.MAX_VALUE)).forEach(rows::add);
        return rows;
    }

    private ObjectNode row(Problem problem, JsonNode params) {
        ObjectNode row = json.createObjectNode().put("eventid", Long.toString(problem.id())).put("objectid", problem.triggerId())
            .put("name", problem.name()).put("severity", Integer.toString(problem.severity())).put("clock", Long.toString(problem.clock()))
            .put("r_eventid", Long.toString(problem.recoveryId())).put("acknowledged", problem.acknowledged() ? "1" : "0").put("suppressed", "0");
        if (params.has("selectTags")) {
            ArrayNode tags = row.putArray("tags");
            problem.tags().forEach((tag, value) -> tags.addObject().put("tag", tag).put("value", value));
        }
        if (params.has("selectHosts")) {
            row.putArray("hosts").addObject().put("hostid", Integer.toString(10_000 + Math.floorMod(problem.host().hashCode(), 1_000)))
                .put("host", problem.host()).put("name", problem.host());
        }
        if (params.has("selectRelatedObject")) {
            row.putObject("relatedObject").put("triggerid", problem.triggerId()).put("comments", "");
        }
        if (params.has("selectAcknowledges")) {
            ArrayNode messages = row.putArray("acknowledges");
            problem.messages().forEach(message -> messages.addObject().put("message", message.text()).put("clock", Long.toString(message.clock())));
        }
        return row;
    }

    private DemoAnswer acknowledge(JsonNode call, JsonNode params) {
        int action = params.path("action").asInt();
        ArrayNode done = json.createArrayNode();
        for (String id : texts(params.path("eventids"))) {
            Optional<Problem> problem = problems.find(Long.parseLong(id));
            if (problem.isEmpty()) {
                return error(call, -32500, "No permissions to referred object or it does not exist!");
            }
            if ((action & 1) != 0 && problems.isLocked(problem.get())) {
                return error(call, "Cannot close problem: trigger does not allow manual closing.");
            }
            if ((action & 2) != 0) {
                problems.acknowledge(problem.get());
            }
            if ((action & 4) != 0) {
                problems.note(problem.get(), params.path("message").asText());
            }
            if ((action & 1) != 0) {
                problems.close(problem.get());
            }
            done.add(id);
        }
        return result(call, json.createObjectNode().set("eventids", done));
    }

    private static Set<String> texts(JsonNode values) {
        Set<String> texts = new HashSet<>();
        values.forEach(value -> texts.add(value.asText()));
        return texts;
    }

    private DemoAnswer result(JsonNode call, JsonNode result) {
        ObjectNode answer = json.createObjectNode().put("jsonrpc", "2.0");
        answer.set("result", result);
        answer.set("id", call.path("id"));
        return DemoAnswer.ok(answer.toString());
    }

    private DemoAnswer error(JsonNode call, String data) {
        return error(call, -32602, data);
    }

    private DemoAnswer error(JsonNode call, int code, String data) {
        ObjectNode answer = json.createObjectNode().put("jsonrpc", "2.0");
        answer.putObject("error").put("code", code).put("message", code == -32602 ? "Invalid params." : "Application error.").put("data", data);
        answer.set("id", call.path("id"));
        return DemoAnswer.ok(answer.toString());
    }
}
