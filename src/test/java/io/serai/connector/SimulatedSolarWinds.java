package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The REST of SWIS as the OrionSDK wiki describes it (pages REST, Alerts): queries with parameters, verbs, Basic. Of SWQL it knows the two queries that
 * the kamelets send, by the view they read. A row of Orion.AlertActive is gone after a reset, and then takes no notes.
 */
final class SimulatedSolarWinds extends SimulatedVendor {

    static final String USER = "serai";
    static final String PASSWORD = "p4ss:wörd";
    private static final String ROOT = "/SolarWinds/InformationService/v3/Json/";
    private static final Pattern TOP = Pattern.compile("SELECT TOP ([0-9]+) ");

    private final Map<Integer, Alert> alerts = new TreeMap<>();
    private final List<ObjectNode> history = new ArrayList<>();
    private boolean losesAnswers;

    private static final class Alert {
        private final String name;
        private final int severity;
        private boolean active = true;
        private boolean acknowledged;
        private final List<String> notes = new ArrayList<>();
        private final Instant triggered = Instant.now();

        private Alert(String name, int severity) {
            this.name = name;
            this.severity = severity;
        }
    }

    synchronized void trigger(int object, String name, int severity) {
        alerts.put(object, new Alert(name, severity));
        happened(object, 0, name + " was triggered", null);
    }

    synchronized void reset(int object) {
        alerts.get(object).active = false;
        happened(object, 1, "reset", null);
    }

    synchronized List<String> notes(int object) {
        return List.copyOf(alerts.get(object).notes);
    }

    synchronized boolean acknowledged(int object) {
        return alerts.get(object).acknowledged;
    }

    /** From now on what is written is kept, and the caller is told that it failed. */
    synchronized void losesAnswers(boolean loses) {
        losesAnswers = loses;
    }

    private void happened(int object, int type, String message, String account) {
        history.add(json.createObjectNode().put("AlertHistoryID", history.size() + 1).put("EventType", type).put("TimeStamp", Instant.now().toString())
            .put("Message", message).put("AccountID", account).put("AlertActiveID", 18_000 + object).put("AlertObjectID", object));
    }

    @Override
    protected Answer answer(Call call) throws IOException {
        String basic = "Basic " + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        if (!List.of(basic).equals(call.headers().get("Authorization"))) {
            return new Answer(401, "");
        }
        if (!call.method().equals("POST") || !call.path().startsWith(ROOT) || call.query() != null) {
            return new Answer(404, "");
        }
        JsonNode body = read(call.body());
        return switch (call.path().substring(ROOT.length())) {
            case "Query" -> query(body.path("query").asText(), body.path("parameters"));
            case "Invoke/Orion.AlertActive/AppendNote" -> invoke(body, false);
            case "Invoke/Orion.AlertActive/Acknowledge" -> invoke(body, true);
            default -> new Answer(404, "");
        };
    }

    private Answer query(String swql, JsonNode parameters) {
        Matcher top = TOP.matcher(swql);
        if (!top.find()) {
            return new Answer(400, "{\"Message\":\"no viable alternative at input\",\"ExceptionType\":\"System.ServiceModel.FaultException\"}");
        }
        ArrayNode rows = json.createArrayNode();
        int limit = Integer.parseInt(top.group(1));
        if (swql.contains("FROM Orion.AlertHistory h ")) {
            String since = parameters.path("since").asText();
            history.stream().filter(row -> row.path("TimeStamp").asText().compareTo(since) >= 0
                    && row.path("AlertHistoryID").asInt() > parameters.path("after").asInt() && row.path("EventType").asInt() != 3)
                .limit(limit).forEach(row -> rows.add(joined(row)));
        } else if (swql.contains("FROM Orion.AlertObjects o ")) {
            Alert alert = alerts.get(parameters.path("id").asInt());
            if (alert != null) {
                rows.addObject().put("AlertNote", String.join("\n", alert.notes)).putNull("Message");
            }
        }
        return new Answer(200, json.createObjectNode().set("results", rows).toString());
    }

    private ObjectNode joined(ObjectNode row) {
        Alert alert = alerts.get(row.path("AlertObjectID").asInt());
        return row.deepCopy().put("Name", alert.name).put("Severity", alert.severity).put("RelatedNodeCaption", "node-" + row.path("AlertObjectID").asInt())
            .put("LastTriggeredDateTime", alert.triggered.toString());
    }

    private Answer invoke(JsonNode arguments, boolean acknowledge) {
        if (!arguments.isArray() || arguments.size() != 2 || !arguments.path(0).isArray()) {
            return new Answer(400, "{\"Message\":\"wrong arguments\"}");
        }
        Alert alert = alerts.get(arguments.path(0).path(0).asInt());
        if (alert == null || !alert.active) {
            return new Answer(200, "false");
        }
        if (acknowledge) {
            alert.acknowledged = true;
            happened(arguments.path(0).path(0).asInt(), 2, "", USER);
        } else {
            alert.notes.add(arguments.path(1).asText());
            happened(arguments.path(0).path(0).asInt(), 3, arguments.path(1).asText(), USER);
        }
        return losesAnswers ? new Answer(502, "") : new Answer(200, "true");
    }
}
