package io.serai.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Alertmanager sends (webhook_config, version 4), a group of one alert each; of its API it knows none. */
public final class SimulatedAlertmanager extends SimulatedVendor {

    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final Map<String, String> states = new LinkedHashMap<>();
    private long lastAlert = 0x5e4a_1000L;

    public SimulatedAlertmanager(Clock clock) {
        super(clock);
    }

    @Override
    public String connector() {
        return "alertmanager";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("SERAI_ALERTMANAGER_HOOK_SECRET", "Bearer " + secret());
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.HOOK, Capability.HOOK_TIMES);
    }

    @Override
    public synchronized String open(Report report, Instant at) {
        String fingerprint = "%016x".formatted(++lastAlert);
        states.put(fingerprint, "firing");
        return fingerprint;
    }

    /** An alert that fires goes on firing. */
    @Override
    public synchronized void change(String id, Instant at) {
        states.put(id, "firing");
    }

    @Override
    public synchronized void resolve(String id, Instant at) {
        states.put(id, "resolved");
    }

    @Override
    public List<String> notes(String id) {
        return List.of();
    }

    @Override
    public synchronized String status(String id) {
        return states.get(id);
    }

    @Override
    public synchronized void clear() {
        states.clear();
    }

    @Override
    public Webhook webhook(Happening what, String id, Report report, Instant openedAt, Instant at, int revision) {
        boolean over = what == Happening.RESOLVED;
        ObjectNode body = json.createObjectNode().put("version", "4").put("groupKey", "{}:{alertname=\"" + id + "\"}").put("truncatedAlerts", 0)
            .put("status", over ? "resolved" : "firing").put("receiver", "serai").put("externalURL", "http://alertmanager.example.com:9093");
        ObjectNode alert = body.putArray("alerts").addObject().put("status", over ? "resolved" : "firing").put("startsAt", openedAt.toString())
            .put("endsAt", over ? at.toString() : NEVER).put("generatorURL", "http://prometheus.example.com:9090/graph?g0.tab=1").put("fingerprint", id);
        ObjectNode labels = alert.putObject("labels").put("alertname", "Alert" + id).put("severity", List.of("critical", "high", "warning", "info").get(report.priority() - 1));
        if (report.host() != null) {
            labels.put("instance", report.host() + ":9100");
        }
        report.tags().forEach(labels::put);
        alert.putObject("annotations").put("summary", report.title()).put("description", report.description());
        body.putObject("groupLabels").put("alertname", "Alert" + id);
        body.set("commonLabels", labels.deepCopy());
        body.set("commonAnnotations", alert.get("annotations").deepCopy());
        return new Webhook(Map.of("Content-Type", "application/json", "Authorization", "Bearer " + secret(), "User-Agent", "Alertmanager/0.28.1"), body.toString());
    }

    @Override
    protected boolean authorised(Call call) {
        return false;
    }

    @Override
    protected Answer unauthorised(Call call) {
        return Answer.of(404, "{\"error\":\"nothing is asked of Alertmanager\"}");
    }

    @Override
    public boolean fetches(Call call) {
        return false;
    }

    @Override
    public boolean writes(Call call) {
        return false;
    }

    @Override
    protected Answer answer(Call call) {
        return unauthorised(call);
    }
}
