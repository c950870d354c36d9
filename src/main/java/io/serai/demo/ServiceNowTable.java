package io.serai.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The tables of the simulated ServiceNow, in memory: incidents and their journal. */
@Component
@Profile("demo")
class ServiceNowTable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Map<String, Map<String, String>> incidents = new LinkedHashMap<>();
    private final List<Map<String, String>> journal = new ArrayList<>();
    private final Clock clock;

    ServiceNowTable(Clock clock) {
        this.clock = clock;
    }

    synchronized void clear() {
        incidents.clear();
        journal.clear();
    }

    /** Opens an incident now; {@code fields} may overwrite what a new one has. */
    synchronized Map<String, String> open(String number, Map<String, String> fields) {
        String now = TIME.format(clock.instant());
        Map<String, String> incident = new LinkedHashMap<>(Map.of("sys_id", id(number), "number", number, "sys_class_name", "incident", "state", "1",
            "incident_state", "1", "opened_at", now, "sys_created_on", now, "sys_updated_on", now, "sys_mod_count", "0"));
        incident.put("sys_updated_by", "portal");
        incident.putAll(fields);
        incidents.put(incident.get("sys_id"), incident);
        return incident;
    }

    /** Changes an incident as a person would. */
    synchronized void change(String number, Map<String, String> fields) {
        update(id(number), fields, "agent");
    }

    synchronized Optional<Map<String, String>> update(String sysId, Map<String, String> fields, String user) {
        Map<String, String> incident = incidents.get(sysId);
        if (incident == null) {
            return Optional.empty();
        }
        fields.forEach((name, value) -> {
            if (name.equals("work_notes") || name.equals("comments")) {
                journal.add(Map.of("sys_id", id(sysId + journal.size()), "element_id", sysId, "name", "incident", "element", name, "value", value,
                    "sys_created_on", TIME.format(clock.instant()), "sys_created_by", user));
            } else {
                incident.put(name, value);
            }
        });
        incident.put("sys_mod_count", Integer.toString(Integer.parseInt(incident.get("sys_mod_count")) + 1));
        incident.put("sys_updated_on", TIME.format(clock.instant()));
        incident.put("sys_updated_by", user);
        return Optional.of(Map.copyOf(incident));
    }

    /** Rows of a table that match an encoded query; as in ServiceNow a clause that is not understood is ignored. */
    synchronized List<Map<String, String>> query(String table, String query) {
        Predicate<Map<String, String>> matches = row -> true;
        Comparator<Map<String, String>> order = null;
        for (String clause : query.split("\\^")) {
            if (clause.startsWith("ORDERBY")) {
                Comparator<Map<String, String>> next = Comparator.comparing(row -> row.getOrDefault(clause.substring(7), ""));
                order = order == null ? next : order.thenComparing(next);
            } else {
                matches = matches.and(clause(clause));
            }
        }
        List<Map<String, String>> rows = table.equals("incident") ? List.copyOf(incidents.values()) : List.copyOf(journal);
        return rows.stream().filter(matches).sorted(order == null ? (a, b) -> 0 : order).map(row -> (Map<String, String>) new LinkedHashMap<>(row)).toList();
    }

    private static Predicate<Map<String, String>> clause(String clause) {
        int at;
        if ((at = clause.indexOf(">=")) > 0) {
            String field = clause.substring(0, at);
            String value = clause.substring(at + 2);
            return row -> row.getOrDefault(field, "").compareTo(value) >= 0;
        }
        if ((at = clause.indexOf("LIKE")) > 0) {
            String field = clause.substring(0, at);
            String value = clause.substring(at + 4);
            return row -> row.getOrDefault(field, "").contains(value);
        }
        if ((at = clause.indexOf('=')) > 0) {
            String field = clause.substring(0, at);
            String value = clause.substring(at + 1);
            return row -> row.getOrDefault(field, "").equals(value);
        }
        return row -> true;
    }

    /** All notes on an incident, oldest first. */
    synchronized List<String> notes(String number) {
        return journal.stream().filter(entry -> entry.get("element_id").equals(id(number))).map(entry -> entry.get("value")).toList();
    }

    Instant now() {
        return clock.instant();
    }

    static String id(String seed) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
