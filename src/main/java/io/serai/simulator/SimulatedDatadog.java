package io.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Datadog's API as its reference has it: search of events (v2, with a cursor), posting one (v1), the states of monitors (v1), two keys, and rate limits
 * whose end is told in seconds; monitors send webhooks. An alert is a monitor and a group of it; its events are never changed.
 */
public final class SimulatedDatadog extends SimulatedVendor {

    private static final long FIRST_EVENT = 7_000_000_000_000_000_000L;

    private final String appKey = secret() + "-app";
    private final Map<String, Alert> alerts = new TreeMap<>();
    private final List<ObjectNode> events = new ArrayList<>();
    private long lastMonitor = 4_710;
    private long lastEvent = FIRST_EVENT;

    public SimulatedDatadog(Clock clock) {
        super(clock);
    }

    /** One group of one monitor, from its trigger to its recovery. */
    private static final class Alert {
        private final String cycle;
        private final long monitor;
        private final Report report;
        private String transition = "Triggered";

        private Alert(String cycle, long monitor, Report report) {
            this.cycle = cycle;
            this.monitor = monitor;
            this.report = report;
        }
    }

    @Override
    public String connector() {
        return "datadog";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("SERAI_DATADOG_URL", url(), "SERAI_DATADOG_HOOK_SECRET", secret(), "SERAI_DATADOG_API_KEY", secret(), "SERAI_DATADOG_APP_KEY", appKey,
            "SERAI_DATADOG_EVENT_QUERY", "source:alert");
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.CHECK, Capability.POLL, Capability.PAGES, Capability.VERSIONS, Capability.HOOK, Capability.HOOK_TIMES, Capability.NOTE);
    }

    @Override
    public synchronized String open(Report report, Instant at) {
        Alert alert = new Alert(Long.toString(810_000 + ++lastMonitor), lastMonitor, report);
        alerts.put(alert.cycle, alert);
        happened(alert, "Triggered", "error", at);
        return alert.cycle;
    }

    @Override
    public synchronized void change(String id, Instant at) {
        happened(alerts.get(id), "Re-Triggered", "error", at);
    }

    @Override
    public synchronized void resolve(String id, Instant at) {
        happened(alerts.get(id), "Recovered", "success", at);
    }

    /** An event as search shows it: its own id is another than the one that webhooks have for it, times are to the millisecond, and none is to come. */
    private void happened(Alert alert, String transition, String type, Instant time) {
        Instant at = time.isAfter(now()) ? now() : time;
        boolean over = transition.equals("Recovered");
        String before = alert.transition.equals("Recovered") ? "OK" : "Alert";
        alert.transition = transition;
        String id = Long.toString(++lastEvent);
        ObjectNode event = json.createObjectNode().put("id", "AwAAAZ" + id).put("type", "event");
        ObjectNode outer = event.putObject("attributes").put("message", "%%%\n" + alert.report.description() + "\n%%%")
            .put("timestamp", at.truncatedTo(ChronoUnit.MILLIS).toString());
        ArrayNode tags = outer.putArray("tags").add("monitor").add("source:alert");
        tags(alert.report).forEach(tags::add);
        ObjectNode inner = outer.putObject("attributes").put("title", title(alert.report, transition)).put("status", type).put("priority", "normal")
            .put("timestamp", at.toEpochMilli()).put("monitor_id", alert.monitor).put("hostname", alert.report.host()).put("service", "undefined")
            .put("aggregation_key", "0f8cbfc9" + alert.monitor).put("sourcecategory", "monitor_alert").put("duration", 300_000_000_000L);
        inner.putObject("evt").put("id", id).put("type", "metric_alert_monitor").put("integration_id", "monitor-alert-event").put("source_id", 36);
        inner.putArray("monitor_groups").add(scope(alert.report));
        ObjectNode monitor = inner.putObject("monitor").put("id", alert.monitor).put("name", alert.report.title()).put("type", "metric alert")
            .put("priority", alert.report.priority()).put("alert_cycle_key_txt", alert.cycle);
        monitor.putArray("groups").add(scope(alert.report));
        monitor.putObject("result").put("alert_url", "/monitors/" + alert.monitor + "?event_id=" + id);
        monitor.putObject("transition").put("source_state", before).put("destination_state", over ? "OK" : "Alert")
            .put("transition_type", over ? "alert recovery" : "alert");
        events.add(event);
    }

    /** The webhook that a monitor sent for the newest event of an alert. */
    public synchronized Webhook sent(String cycle) {
        Alert alert = alerts.get(cycle);
        JsonNode inner = events.stream().map(event -> event.at("/attributes/attributes")).filter(one -> one.at("/monitor/alert_cycle_key_txt").asText().equals(cycle))
            .reduce((a, b) -> b).orElseThrow();
        return webhook(cycle, inner.at("/evt/id").asText(), alert.transition, alert.report, Instant.ofEpochMilli(inner.path("timestamp").asLong()));
    }

    /** Somebody posts an event that has the tag of a note about an alert, and that the query {@code source:alert} finds. */
    public synchronized void note(String cycle) {
        ObjectNode event = json.createObjectNode().put("id", "AwAAAZ" + ++lastEvent).put("type", "event");
        ObjectNode outer = event.putObject("attributes").put("message", "A note.").put("timestamp", now().truncatedTo(ChronoUnit.MILLIS).toString());
        outer.putArray("tags").add("source:alert").add("serai_note:0a1b2c3d");
        outer.putObject("attributes").put("title", "Serai").put("timestamp", now().toEpochMilli()).put("aggregation_key", "serai:" + cycle);
        events.add(event);
    }

    /** Events that were posted, whichever alert they are about. */
    @Override
    public synchronized List<String> notes(String id) {
        return posted().stream().filter(event -> event.at("/attributes/attributes/aggregation_key").asText().equals("serai:" + id))
            .map(event -> event.at("/attributes/message").asText()).toList();
    }

    /** Events that were posted, as search shows them, oldest first. */
    public synchronized List<ObjectNode> posted() {
        return events.stream().filter(event -> !event.at("/attributes/attributes").has("monitor")).map(ObjectNode::deepCopy).toList();
    }

    @Override
    public synchronized String status(String id) {
        return alerts.get(id).transition;
    }

    @Override
    public synchronized void clear() {
        alerts.clear();
        events.clear();
    }

    /** With the body that docs/connectors/datadog.md gives the webhook. */
    @Override
    public Webhook webhook(Happening what, String id, Report report, Instant openedAt, Instant at, int revision) {
        String transition = switch (what) {
            case OPENED, OPENED_AGAIN -> "Triggered";
            case RESOLVED -> "Recovered";
            default -> "Re-Triggered";
        };
        return webhook(id, id + "0" + revision, transition, report, at);
    }

    private Webhook webhook(String cycle, String event, String transition, Report report, Instant at) {
        ObjectNode body = json.createObjectNode().put("id", event).put("alert_cycle_key", cycle).put("alert_id", "4711")
            .put("alert_transition", transition).put("alert_type", transition.equals("Recovered") ? "success" : "error").put("alert_priority", "P" + report.priority())
            .put("alert_query", "$ALERT_QUERY").put("alert_metric", "system.load.1").put("event_type", "metric_alert_monitor")
            .put("event_title", title(report, transition)).put("event_msg", "%%%\n" + report.description() + "\n%%%").put("scopes", scope(report))
            .put("hostname", report.host()).put("tags", "monitor," + String.join(",", tags(report))).put("date", Long.toString(at.toEpochMilli()))
            .put("last_updated", Long.toString(at.toEpochMilli()));
        return webhook(body);
    }

    private static String title(Report report, String transition) {
        return "[P" + report.priority() + "] [" + transition + " on {" + scope(report) + "}] " + report.title();
    }

    private static String scope(Report report) {
        return String.join(",", tags(report).stream().filter(tag -> tag.startsWith("host:") || tag.startsWith("service:")).toList());
    }

    private static List<String> tags(Report report) {
        List<String> tags = new ArrayList<>();
        if (report.host() != null) {
            tags.add("host:" + report.host());
        }
        new TreeMap<>(report.tags()).forEach((name, value) -> tags.add(name + ":" + value));
        return tags;
    }

    @Override
    protected boolean authorised(Call call) {
        return call.header("DD-API-KEY").equals(secret()) && (call.path().equals("/api/v1/events") || call.path().equals("/api/v1/validate")
            || call.header("DD-APPLICATION-KEY").equals(appKey));
    }

    @Override
    protected Answer unauthorised(Call call) {
        return Answer.of(403, "{\"errors\":[\"Forbidden\"]}");
    }

    @Override
    protected Answer tooMany() {
        return Answer.of(429, "{\"errors\":[\"Too many requests\"]}").with("X-RateLimit-Limit", "300").with("X-RateLimit-Period", "3600")
            .with("X-RateLimit-Remaining", "0").with("X-RateLimit-Reset", Long.toString(PAUSE.toSeconds())).with("X-RateLimit-Name", "events_search");
    }

    @Override
    public boolean fetches(Call call) {
        return call.path().startsWith("/api/v2/events") || call.path().equals("/api/v1/monitor");
    }

    @Override
    public boolean writes(Call call) {
        return call.is("POST", "/api/v1/events");
    }

    @Override
    protected Answer answer(Call call) throws JsonProcessingException {
        if (writes(call)) {
            return post(read(call.body()));
        }
        if (call.is("POST", "/api/v2/events/search")) {
            JsonNode asked = read(call.body());
            return new DatadogSearch(events, now()).answer(asked.at("/filter/query").asText("*"), asked.at("/filter/from").asText("now-15m"), asked.at("/filter/to").asText("now"),
                asked.path("sort").asText("timestamp"), asked.at("/page/limit").asInt(10), asked.at("/page/cursor").asText(""));
        }
        if (call.is("GET", "/api/v2/events")) {
            return new DatadogSearch(events, now()).answer(or(call.parameter("filter[query]"), "*"), or(call.parameter("filter[from]"), "now-15m"), or(call.parameter("filter[to]"), "now"),
                or(call.parameter("sort"), "timestamp"), Integer.parseInt(or(call.parameter("page[limit]"), "10")), call.parameter("page[cursor]"));
        }
        if (call.is("GET", "/api/v1/monitor")) {
            return monitors(Integer.parseInt(or(call.parameter("page"), "0")), Integer.parseInt(or(call.parameter("page_size"), "100")));
        }
        return call.is("GET", "/api/v1/validate") ? Answer.of(200, "{\"valid\":true}") : Answer.of(404, "{\"errors\":[\"Not found\"]}");
    }

    private Answer post(JsonNode body) {
        if (body.path("title").asText().isEmpty() || body.path("text").asText().isEmpty()) {
            return Answer.of(400, "{\"errors\":[\"title and text are required\"]}");
        }
        ObjectNode event = json.createObjectNode().put("id", Long.toString(++lastEvent)).put("type", "event");
        ObjectNode outer = event.putObject("attributes").put("message", body.path("text").asText()).put("timestamp", now().toString());
        outer.set("tags", body.path("tags"));
        outer.putObject("attributes").put("title", body.path("title").asText()).put("timestamp", now().toEpochMilli())
            .put("aggregation_key", body.path("aggregation_key").asText());
        events.add(event);
        ObjectNode answer = json.createObjectNode().put("status", "ok");
        answer.putObject("event").put("id", lastEvent).put("title", body.path("title").asText());
        return Answer.of(202, answer);
    }

    private Answer monitors(int page, int size) {
        ArrayNode monitors = json.createArrayNode();
        alerts.values().stream().skip((long) page * size).limit(size).forEach(alert -> {
            ObjectNode monitor = monitors.addObject().put("id", alert.monitor).put("name", alert.report.title()).put("type", "metric alert")
                .put("message", alert.report.description()).put("priority", alert.report.priority())
                .put("overall_state", alert.transition.equals("Recovered") ? "OK" : "Alert");
            ArrayNode tags = monitor.putArray("tags");
            tags(alert.report).forEach(tags::add);
        });
        return Answer.ok(monitors);
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}
