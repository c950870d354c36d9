package io.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Zabbix' JSON-RPC API as its manual has it: 7.2, which refuses {@code auth} in the body, or 6.0, which knows no bearer token. Without
 * {@code selectHosts} in {@code problem.get}; refusals are answers with status 200. What refuses for the rate is the web server before it.
 */
public final class SimulatedZabbix extends SimulatedVendor {

    private static final String USER = "serai";

    private final boolean old;
    private final Map<Long, ZabbixProblem> problems = new TreeMap<>();
    private final Set<String> locked = new HashSet<>();
    private final ZabbixGroups groups = new ZabbixGroups();
    private long lastId = 1_000;
    private long lastTrigger = 20_000;

    /** @param old true for 6.0 */
    public SimulatedZabbix(Clock clock, boolean old) {
        super(clock);
        this.old = old;
    }

    @Override
    public String connector() {
        return "zabbix";
    }

    @Override
    public String variant() {
        return old ? "6" : "";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("SERAI_ZABBIX_URL", url(), "SERAI_ZABBIX_TOKEN", secret(), "SERAI_ZABBIX_HOOK_SECRET", secret());
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.POLL, Capability.PAGES, Capability.VERSIONS, Capability.CHECK, Capability.HOOK, Capability.HOOK_TIMES, Capability.NOTE,
            Capability.STATUS);
    }

    @Override
    public synchronized String open(Report report, Instant at) {
        ZabbixProblem problem = new ZabbixProblem(++lastId, Long.toString(++lastTrigger), report, at.getEpochSecond());
        problems.put(problem.id(), problem);
        return Long.toString(problem.id());
    }

    /** Acknowledges it, which {@code problem.get} shows, and no poll asks for by itself. */
    @Override
    public synchronized void change(String id, Instant at) {
        problem(id).update("Admin", "", at.getEpochSecond());
        problem(id).acknowledge(true);
    }

    @Override
    public synchronized void resolve(String id, Instant at) {
        problem(id).recover(++lastId, at.getEpochSecond());
    }

    @Override
    public synchronized List<String> notes(String id) {
        return problem(id).messages().stream().map(ZabbixProblem.Message::text).filter(text -> !text.isEmpty()).toList();
    }

    /** From now on the problem's trigger does not allow that it is closed by hand. */
    public synchronized void lock(String id) {
        locked.add(id);
    }

    /** The host group of a host; {@code Linux servers} where none is told. */
    public synchronized void group(String host, String name) {
        groups.put(host, name);
    }

    public synchronized boolean acknowledged(String id) {
        return problem(id).acknowledged();
    }

    @Override
    public synchronized String status(String id) {
        return problem(id).recoveryId() == 0 ? "PROBLEM" : "RESOLVED";
    }

    /** With the parameters that docs/connectors/zabbix.md gives the media type. */
    @Override
    public Webhook webhook(Happening what, String id, Report report, Instant openedAt, Instant at, int revision) {
        ObjectNode body = json.createObjectNode();
        body.put("event_id", id).put("event_value", what == Happening.RESOLVED ? "0" : "1").put("event_name", report.title())
            .put("event_nseverity", Integer.toString(ZabbixProblem.severity(report))).put("event_tags", tags(report).toString())
            .put("event_opdata", "{EVENT.OPDATA}").put("host_host", report.host()).put("host_name", report.host()).put("host_ip", "10.0.0.7")
            .put("trigger_id", "20001").put("trigger_description", report.description())
            .put("event_clock", Long.toString(openedAt.getEpochSecond()))
            .put("recovery_clock", what == Happening.RESOLVED ? Long.toString(at.getEpochSecond()) : "{EVENT.RECOVERY.TIMESTAMP}");
        if (what == Happening.TAKEN_ON) {
            body.put("event_ack_status", "Yes");
        }
        return webhook(body);
    }

    private ZabbixProblem problem(String id) {
        return problems.get(Long.parseLong(id));
    }

    private ArrayNode tags(Report report) {
        ArrayNode tags = json.createArrayNode();
        report.tags().forEach((tag, value) -> tags.addObject().put("tag", tag).put("value", value));
        return tags;
    }

    @Override
    public synchronized void clear() {
        problems.clear();
        locked.clear();
    }

    @Override
    protected boolean authorised(Call call) {
        try {
            return old ? read(call.body()).path("auth").asText().equals(secret()) : call.header("Authorization").equals("Bearer " + secret());
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    @Override
    protected boolean free(Call call) {
        return call.body().contains("\"apiinfo.version\"") || !call.path().equals("/api_jsonrpc.php") || !old && call.body().contains("\"auth\":");
    }

    @Override
    protected Answer unauthorised(Call call) {
        return JsonRpc.error(json.createObjectNode(), old ? "Session terminated, re-login, please." : "Not authorized.");
    }

    @Override
    public boolean fetches(Call call) {
        return call.body().contains("\"problem.get\"");
    }

    @Override
    public boolean writes(Call call) {
        return call.body().contains("\"event.acknowledge\"");
    }

    @Override
    protected Answer answer(Call http) throws JsonProcessingException {
        if (!http.is("POST", "/api_jsonrpc.php")) {
            return Answer.html(404, "404 Not Found");
        }
        JsonNode call = read(http.body());
        String method = call.path("method").asText();
        if (method.equals("apiinfo.version")) {
            return http.headers().containsKey("Authorization") || call.has("auth")
                ? JsonRpc.error(call, "The \"apiinfo.version\" method must be called without authorization header.")
                : JsonRpc.result(call, json.getNodeFactory().textNode(old ? "6.0.33" : "7.2.4"));
        }
        if (!old && call.has("auth")) {
            return JsonRpc.error(call, "Invalid parameter \"/\": unexpected parameter \"auth\".");
        }
        JsonNode params = call.path("params");
        return switch (method) {
            case "problem.get" -> params.has("selectHosts") ? JsonRpc.error(call, "Invalid parameter \"/\": unexpected parameter \"selectHosts\".")
                : JsonRpc.result(call, problemGet(params));
            case "event.get" -> JsonRpc.result(call, eventGet(params));
            case "hostgroup.get" -> JsonRpc.result(call, hostGroupGet(params));
            case "event.acknowledge" -> acknowledge(call, params);
            default -> JsonRpc.error(call, "Incorrect method \"" + method + "\".");
        };
    }

    private ArrayNode hostGroupGet(JsonNode params) {
        ArrayNode rows = json.createArrayNode();
        groups.search(texts(params.at("/search/name"))).forEach(id -> rows.addObject().put("groupid", id));
        return rows;
    }

    private boolean inGroups(ZabbixProblem problem, JsonNode params) {
        return !params.has("groupids") || groups.hold(problem.report().host(), texts(params.path("groupids")));
    }

    private static boolean severe(JsonNode row, JsonNode params) {
        return !params.has("severities") || texts(params.path("severities")).contains(row.path("severity").asText());
    }

    private ArrayNode problemGet(JsonNode params) {
        ArrayNode rows = json.createArrayNode();
        problems.values().stream().filter(problem -> params.path("recent").asBoolean() || problem.recoveryId() == 0)
            .filter(problem -> inGroups(problem, params))
            .filter(problem -> problem.id() >= params.path("eventid_from").asLong(0) && problem.clock() >= params.path("time_from").asLong(0))
            .map(problem -> row(problem, params).put("r_clock", Long.toString(problem.recoveryClock()))).filter(row -> severe(row, params))
            .limit(params.path("limit").asLong(Long.MAX_VALUE)).forEach(rows::add);
        return rows;
    }

    private ArrayNode eventGet(JsonNode params) {
        Set<String> values = texts(params.path("value"));
        Set<String> ids = texts(params.path("eventids"));
        Set<String> objects = texts(params.path("objectids"));
        List<ZabbixProblem> ofGroups = problems.values().stream().filter(problem -> inGroups(problem, params)).toList();
        Stream<ObjectNode> opened = ofGroups.stream().map(problem -> row(problem, params).put("value", "1"));
        Stream<ObjectNode> closed = ofGroups.stream().filter(problem -> problem.recoveryId() > 0).map(problem -> json.createObjectNode()
            .put("eventid", Long.toString(problem.recoveryId())).put("objectid", problem.trigger()).put("name", problem.report().title())
            .put("clock", Long.toString(problem.recoveryClock())).put("r_eventid", "0").put("severity", "0").put("value", "0"));
        Comparator<ObjectNode> order = Comparator.comparingLong(row -> row.path("eventid").asLong());
        ArrayNode rows = json.createArrayNode();
        Stream.concat(opened, closed)
            .filter(row -> severe(row, params))
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

    private ObjectNode row(ZabbixProblem problem, JsonNode params) {
        Report report = problem.report();
        ObjectNode row = json.createObjectNode().put("eventid", Long.toString(problem.id())).put("objectid", problem.trigger())
            .put("name", report.title()).put("severity", Integer.toString(ZabbixProblem.severity(report))).put("clock", Long.toString(problem.clock()))
            .put("r_eventid", Long.toString(problem.recoveryId())).put("acknowledged", problem.acknowledged() ? "1" : "0").put("suppressed", "0");
        if (params.has("selectRelatedObject")) {
            row.putObject("relatedObject").put("triggerid", problem.trigger()).put("comments", report.description());
        }
        if (params.has("selectTags")) {
            row.set("tags", tags(report));
        }
        if (params.has("selectHosts") && report.host() != null) {
            row.putArray("hosts").addObject().put("hostid", Integer.toString(10_000 + Math.floorMod(report.host().hashCode(), 1_000)))
                .put("host", report.host()).put("name", report.host());
        }
        if (params.has(old ? "select_acknowledges" : "selectAcknowledges")) {
            ArrayNode messages = row.putArray("acknowledges");
            problem.messages().forEach(message -> messages.addObject().put("username", message.user()).put("message", message.text())
                .put("clock", Long.toString(message.clock())));
        }
        return row;
    }

    private Answer acknowledge(JsonNode call, JsonNode params) {
        int action = params.path("action").asInt();
        ArrayNode done = json.createArrayNode();
        for (String id : texts(params.path("eventids"))) {
            ZabbixProblem problem = problems.get(Long.parseLong(id));
            if (problem == null) {
                return JsonRpc.error(call, -32500, "No permissions to referred object or it does not exist!");
            }
            if ((action & 1) != 0 && locked.contains(id)) {
                return JsonRpc.error(call, "Cannot close problem: trigger does not allow manual closing.");
            }
            problem.update(USER, (action & 4) != 0 ? params.path("message").asText() : "", now().getEpochSecond());
            if ((action & (2 | 16)) != 0) {
                problem.acknowledge((action & 2) != 0);
            }
            if ((action & 1) != 0) {
                problem.recover(++lastId, now().getEpochSecond());
            }
            done.add(id);
        }
        return JsonRpc.result(call, json.createObjectNode().set("eventids", done));
    }

    private static Set<String> texts(JsonNode values) {
        Set<String> texts = new HashSet<>();
        values.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
