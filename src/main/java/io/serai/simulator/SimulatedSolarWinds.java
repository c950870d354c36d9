package io.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The REST of SWIS as the OrionSDK wiki describes it (pages REST, Alerts): queries with parameters, verbs, Basic. Of SWQL it knows the two queries that
 * the kamelets send, by the view they read; a report's tags are the properties of its node. A row of Orion.AlertActive is gone after a reset, and then takes no notes.
 */
public final class SimulatedSolarWinds extends SimulatedVendor {

    private static final String USER = "serai";
    private static final String ROOT = "/SolarWinds/InformationService/v3/Json/";
    private static final Pattern TOP = Pattern.compile("SELECT TOP ([0-9]+) ");
    private static final Pattern SEVERITIES = Pattern.compile(" AND c\\.Severity IN \\(([0-4, ]+)\\) ");
    private static final Pattern NODE = Pattern.compile(" AND n\\.(?:CustomProperties\\.)?(\\w+) IN \\(([@\\w, ]+)\\)(?= )");
    private static final Pattern MORE = Pattern.compile(", n\\.(?:CustomProperties\\.)?(\\w+) AS (\\w+)(?=[, ])");
    private static final int TRIGGERED = 0;
    private static final int RESET = 1;
    private static final int ACKNOWLEDGED = 2;
    private static final int NOTE = 3;

    private final Map<Integer, Alert> alerts = new TreeMap<>();
    private final List<ObjectNode> history = new ArrayList<>();
    private int lastObject = 100;
    private int lastHistory = 5_000;

    public SimulatedSolarWinds(Clock clock) {
        super(clock);
    }

    private static final class Alert {
        private final Report report;
        private final Instant triggered;
        private final List<String> notes = new ArrayList<>();
        private boolean active = true;
        private boolean acknowledged;

        private Alert(Report report, Instant triggered) {
            this.report = report;
            this.triggered = triggered;
        }
    }

    @Override
    public String connector() {
        return "solarwinds";
    }

    /** The password has what an address or a header may stumble over. */
    @Override
    public Map<String, String> environment() {
        return Map.of("SERAI_SOLARWINDS_URL", url(), "SERAI_SOLARWINDS_USERNAME", USER, "SERAI_SOLARWINDS_PASSWORD", password(),
            "SERAI_SOLARWINDS_HOOK_SECRET", secret());
    }

    private String password() {
        return "p4ss:wörd-" + secret();
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.POLL, Capability.POLL_CHANGES, Capability.PAGES, Capability.VERSIONS, Capability.CHECK, Capability.HOOK, Capability.NOTE);
    }

    @Override
    public synchronized String open(Report report, Instant at) {
        alerts.put(++lastObject, new Alert(report, at));
        happened(lastObject, TRIGGERED, report.title() + " was triggered", null, at);
        return Integer.toString(lastObject);
    }

    /** Somebody acknowledges it. */
    @Override
    public synchronized void change(String id, Instant at) {
        alerts.get(Integer.parseInt(id)).acknowledged = true;
        happened(Integer.parseInt(id), ACKNOWLEDGED, "", "an.agent", at);
    }

    @Override
    public synchronized void resolve(String id, Instant at) {
        alerts.get(Integer.parseInt(id)).active = false;
        happened(Integer.parseInt(id), RESET, "reset", null, at);
    }

    private void happened(int object, int type, String message, String account, Instant at) {
        history.add(json.createObjectNode().put("AlertHistoryID", ++lastHistory).put("EventType", type).put("TimeStamp", at.toString())
            .put("Message", message).put("AccountID", account).put("AlertActiveID", 18_000 + object).put("AlertObjectID", object));
    }

    @Override
    public synchronized List<String> notes(String id) {
        return List.copyOf(alerts.get(Integer.parseInt(id)).notes);
    }

    @Override
    public synchronized String status(String id) {
        Alert alert = alerts.get(Integer.parseInt(id));
        return !alert.active ? "reset" : alert.acknowledged ? "acknowledged" : "active";
    }

    @Override
    public synchronized void clear() {
        alerts.clear();
        history.clear();
    }

    /** With the body that docs/connectors/solarwinds.md gives the alert action; SolarWinds has no variable for the time in UTC. */
    @Override
    public Webhook webhook(Happening what, String id, Report report, Instant openedAt, Instant at, int revision) {
        String type = switch (what) {
            case RESOLVED -> "reset";
            case TAKEN_ON -> "acknowledged";
            default -> "triggered";
        };
        ObjectNode body = json.createObjectNode().put("event_type", type).put("AlertObjectID", id)
            .put("AlertActiveID", "18" + id).put("AlertID", "12").put("AlertName", report.title()).put("Severity", severity(report)).put("EntityType", "Node")
            .put("EntityCaption", report.host()).put("NodeName", report.host()).put("IPAddress", "10.0.0.7").put("AlertDetailsUrl", "${N=Alerting;M=AlertDetailsUrl}")
            .put("AlertMessage", report.description());
        return webhook(body);
    }

    private static String severity(Report report) {
        return List.of("Critical", "Serious", "Warning", "Notice").get(report.priority() - 1);
    }

    /** Orion.AlertConfigurations: 2 critical, 3 serious, 1 warning, 4 notice. */
    private static int number(Report report) {
        return List.of(2, 3, 1, 4).get(report.priority() - 1);
    }

    @Override
    protected boolean authorised(Call call) {
        return call.bears(USER, password());
    }

    @Override
    protected Answer unauthorised(Call call) {
        return Answer.of(401, "");
    }

    @Override
    public boolean fetches(Call call) {
        return call.body().contains("FROM Orion.AlertHistory ");
    }

    @Override
    public boolean writes(Call call) {
        return call.path().contains("/Invoke/");
    }

    @Override
    protected Answer answer(Call call) throws JsonProcessingException {
        if (!call.method().equals("POST") || !call.path().startsWith(ROOT) || call.query() != null) {
            return Answer.of(404, "");
        }
        JsonNode body = read(call.body());
        return switch (call.path().substring(ROOT.length())) {
            case "Query" -> query(body.path("query").asText(), body.path("parameters"));
            case "Invoke/Orion.AlertActive/AppendNote" -> invoke(body, false);
            case "Invoke/Orion.AlertActive/Acknowledge" -> invoke(body, true);
            default -> Answer.of(404, "");
        };
    }

    private Answer query(String swql, JsonNode parameters) {
        Matcher top = TOP.matcher(swql);
        if (!top.find()) {
            return Answer.of(400, "{\"Message\":\"no viable alternative at input\",\"ExceptionType\":\"System.ServiceModel.FaultException\"}");
        }
        ArrayNode rows = json.createArrayNode();
        int limit = Integer.parseInt(top.group(1));
        if (swql.contains("FROM Orion.AlertHistory h ")) {
            Instant since = Instant.parse(parameters.path("since").asText().replaceFirst("Z?$", "Z"));
            history.stream().filter(row -> !Instant.parse(row.path("TimeStamp").asText()).isBefore(since)
                    && row.path("AlertHistoryID").asInt() > parameters.path("after").asInt() && row.path("EventType").asInt() != NOTE)
                .filter(row -> wanted(alerts.get(row.path("AlertObjectID").asInt()).report, swql, parameters))
                .limit(limit).forEach(row -> rows.add(joined(row, swql)));
        } else if (swql.contains("FROM Orion.AlertObjects o ")) {
            Alert alert = alerts.get(parameters.path("id").asInt());
            if (alert != null) {
                rows.addObject().put("AlertNote", String.join("\n", alert.notes)).putNull("Message");
            }
        }
        return Answer.ok(json.createObjectNode().set("results", rows));
    }

    private static boolean wanted(Report report, String swql, JsonNode parameters) {
        Matcher severities = SEVERITIES.matcher(swql);
        return (!severities.find() || List.of(severities.group(1).split(", ")).contains(Integer.toString(number(report))))
            && NODE.matcher(swql).results().allMatch(node -> Stream.of(node.group(2).split(", "))
                .anyMatch(name -> parameters.path(name.substring(1)).asText().equals(report.tags().get(node.group(1)))));
    }

    private ObjectNode joined(ObjectNode row, String swql) {
        Alert alert = alerts.get(row.path("AlertObjectID").asInt());
        ObjectNode joined = row.deepCopy();
        MORE.matcher(swql).results().forEach(more -> joined.put(more.group(2), alert.report.tags().get(more.group(1))));
        return joined.put("Name", alert.report.title()).put("Severity", number(alert.report)).put("RelatedNodeCaption", alert.report.host())
            .put("ConfigurationDescription", alert.report.description()).put("LastTriggeredDateTime", alert.triggered.toString());
    }

    private Answer invoke(JsonNode arguments, boolean acknowledge) {
        if (!arguments.isArray() || arguments.size() != 2 || !arguments.path(0).isArray()) {
            return Answer.of(400, "{\"Message\":\"wrong arguments\"}");
        }
        int object = arguments.path(0).path(0).asInt();
        Alert alert = alerts.get(object);
        if (alert == null || !alert.active) {
            return Answer.of(200, "false");
        }
        if (acknowledge) {
            alert.acknowledged = true;
            happened(object, ACKNOWLEDGED, "", USER, now());
        } else {
            alert.notes.add(arguments.path(1).asText());
            happened(object, NOTE, arguments.path(1).asText(), USER, now());
        }
        return Answer.of(200, "true");
    }
}
