package io.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.language.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ServiceNow's Table API, as its REST API reference has it: encoded queries, paging with {@code X-Total-Count} and {@code Link}, times to the second
 * in UTC, a journal for notes, Basic or a token of {@code /oauth_token.do}; refusals for the rate say when by a UNIX time.
 */
public final class SimulatedServiceNow extends SimulatedVendor {

    private static final String USER = "serai";
    private static final String CLIENT = "0a1b2c3d4e5f";
    private static final Pattern TABLE = Pattern.compile("/api/now/(?:v[12]/)?table/([a-z_]+)(?:/([0-9a-f]{32}))?");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Map<String, String> PREFIXES = Map.of("incident", "INC", "problem", "PRB", "change_request", "CHG", "sc_req_item", "RITM");
    private static final List<String> GROUPS = List.of("service-desk", "server-operations", "network-operations");

    private final Map<String, ServiceNowRows> tables = Map.of("incident", new ServiceNowRows(), "problem", new ServiceNowRows(),
        "change_request", new ServiceNowRows(), "sc_req_item", new ServiceNowRows(), "sys_journal_field", new ServiceNowRows(),
        "sys_user_group", new ServiceNowRows());
    private final String table;
    private final boolean oauth;
    private int numbered = 10_100;

    /**
     * @param table where records are opened: {@code incident}, or {@code change_request} or {@code sc_req_item}, which have connector files of their own
     * @param oauth true if it takes tokens of its token endpoint, false if it takes Basic
     */
    public SimulatedServiceNow(Clock clock, String table, boolean oauth) {
        super(clock, Duration.ofMinutes(30));
        this.table = table;
        this.oauth = oauth;
        GROUPS.forEach(name -> tables.get("sys_user_group").put(Map.of("sys_id", id("group " + name), "name", name, "active", "true")));
    }

    @Override
    public String connector() {
        return switch (table) {
            case "change_request" -> "servicenow-change";
            case "sc_req_item" -> "servicenow-request";
            default -> "servicenow";
        };
    }

    @Override
    public String variant() {
        return oauth ? "oauth" : table.equals("incident") ? "" : table.replace('_', '-');
    }

    /** Changes and requests have files of their own. */
    @Override
    public String name() {
        return oauth ? super.name() : connector();
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of("SERAI_SERVICENOW_URL", url(), "SERAI_SERVICENOW_USERNAME", USER,
            "SERAI_SERVICENOW_HOOK_SECRET", secret()));
        if (!table.equals("incident")) {
            environment.put(table.equals("change_request") ? "SERAI_SERVICENOW_CHANGES" : "SERAI_SERVICENOW_REQUESTS", "true");
        }
        environment.putAll(oauth ? Map.of("SERAI_SERVICENOW_AUTH", "oauth2", "SERAI_SERVICENOW_CLIENT_ID", CLIENT, "SERAI_SERVICENOW_CLIENT_SECRET", secret())
            : Map.of("SERAI_SERVICENOW_PASSWORD", secret()));
        return environment;
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.of(Capability.POLL, Capability.POLL_CHANGES, Capability.PAGES, Capability.VERSIONS, Capability.AUTHOR,
            Capability.CHECK);
        if (table.equals("incident")) {
            all.addAll(EnumSet.of(Capability.HOOK, Capability.HOOK_TIMES, Capability.NOTE, Capability.STATUS, Capability.COMMENT));
        }
        if (oauth) {
            all.add(Capability.TOKEN);
        }
        return all;
    }

    @Override
    public String open(Report report, Instant at) {
        return open(table, report, at);
    }

    /** @param table {@code incident}, {@code problem}, {@code change_request} or {@code sc_req_item} */
    public synchronized String open(String table, Report report, Instant at) {
        String number = "%s%07d".formatted(PREFIXES.get(table), ++numbered);
        tables.get(table).put(row(table, number, report, at));
        return number;
    }

    private static Map<String, String> row(String table, String number, Report report, Instant at) {
        String time = TIME.format(at);
        Map<String, String> row = new LinkedHashMap<>(Map.of("sys_id", id(number), "number", number, "sys_class_name", table, "state",
            table.equals("change_request") ? "-5" : "1", "opened_at", time, "sys_created_on", time, "sys_updated_on", time, "sys_mod_count", "0"));
        row.put("sys_updated_by", "portal");
        row.put("short_description", report.title());
        row.put("description", report.description());
        row.put("priority", Integer.toString(report.priority()));
        row.put("caller_id.name", report.person() == null ? "" : report.person());
        row.put("caller_id.email", report.email() == null ? "" : report.email());
        row.put("cmdb_ci.name", report.host() == null ? "" : report.host());
        row.putAll(report.tags());
        return row;
    }

    @Override
    public synchronized void change(String id, Instant at) {
        update(record(id), Map.of("state", "2"), "agent", at);
    }

    @Override
    public synchronized void resolve(String id, Instant at) {
        update(record(id), Map.of("state", record(id).get("sys_class_name").equals("incident") ? "6" : "3"), "agent", at);
    }

    @Override
    public synchronized void say(String id, String person, String text, boolean toAll) {
        update(record(id), Map.of(toAll ? "comments" : "work_notes", text), person, now());
    }

    @Override
    public boolean asksForComments(Call call) {
        return call.path().endsWith("/table/sys_journal_field");
    }

    @Override
    public synchronized List<String> notes(String id) {
        return tables.get("sys_journal_field").all().stream().filter(entry -> entry.get("element_id").equals(id(id))).map(entry -> entry.get("value")).toList();
    }

    @Override
    public synchronized String status(String id) {
        return record(id).get("state");
    }

    /** With the body that the Business Rule of docs/connectors/servicenow.md sends. */
    @Override
    public Webhook webhook(Happening what, String id, Report report, Instant openedAt, Instant at, int revision) {
        Map<String, String> row = row("incident", id, report, openedAt);
        row.put("state", what == Happening.RESOLVED ? "6" : what == Happening.OPENED || what == Happening.OPENED_AGAIN ? "1" : "2");
        row.put("sys_updated_on", TIME.format(at));
        row.put("sys_updated_by", "agent");
        row.put("sys_mod_count", Integer.toString(revision));
        return webhook(json.createObjectNode().set("record", ServiceNowRows.only(row, "")));
    }

    /** The {@code sys_id} of a record. */
    public static String id(String number) {
        return Sha256.hex(number, 16);
    }

    private Map<String, String> record(String number) {
        return PREFIXES.keySet().stream().map(table -> tables.get(table).get(id(number))).filter(row -> row != null).findFirst().orElseThrow();
    }

    private void update(Map<String, String> row, Map<String, String> fields, String user, Instant at) {
        fields.forEach((name, value) -> {
            if (name.equals("work_notes") || name.equals("comments")) {
                ServiceNowRows journal = tables.get("sys_journal_field");
                journal.put(new LinkedHashMap<>(Map.of("sys_id", id(row.get("sys_id") + journal.all().size()), "element_id", row.get("sys_id"),
                    "name", row.get("sys_class_name"), "element", name, "value", value, "sys_created_on", TIME.format(at), "sys_created_by", user)));
            } else {
                row.put(name, value);
            }
        });
        row.put("sys_mod_count", Integer.toString(Integer.parseInt(row.get("sys_mod_count")) + 1));
        row.put("sys_updated_on", TIME.format(at));
        row.put("sys_updated_by", user);
    }

    @Override
    public synchronized void clear() {
        PREFIXES.keySet().forEach(table -> tables.get(table).clear());
        tables.get("sys_journal_field").clear();
    }

    @Override
    protected boolean authorised(Call call) {
        return oauth ? tokens.valid(call.header("Authorization").replaceFirst("^Bearer ", "")) : call.bears(USER, secret());
    }

    @Override
    protected Answer unauthorised(Call call) {
        return error(401, "User Not Authenticated", "Required to provide Auth information");
    }

    @Override
    protected Answer tooMany() {
        return error(429, "Rate limit exceeded", "").with("Retry-After", Long.toString(PAUSE.toSeconds())).with("X-RateLimit-Limit", "1000")
            .with("X-RateLimit-Rule", "serai").with("X-RateLimit-Reset", Long.toString(now().plus(PAUSE).getEpochSecond() + 1));
    }

    @Override
    protected boolean free(Call call) {
        return call.is("POST", "/oauth_token.do");
    }

    @Override
    public boolean fetches(Call call) {
        return call.method().equals("GET") && PREFIXES.keySet().stream().anyMatch(table -> call.path().endsWith("/table/" + table));
    }

    @Override
    public boolean writes(Call call) {
        return call.method().equals("PATCH");
    }

    @Override
    protected Answer answer(Call call) throws JsonProcessingException {
        if (free(call)) {
            return token(call);
        }
        Matcher path = TABLE.matcher(call.path());
        if (!path.matches()) {
            return error(400, "Requested URI does not represent any resource", "");
        }
        ServiceNowRows table = tables.get(path.group(1));
        if (table == null) {
            return error(400, "Invalid table " + path.group(1), "");
        }
        Map<String, String> row = path.group(2) == null ? null : table.get(path.group(2));
        if (path.group(2) != null && row == null) {
            return error(404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval");
        }
        if (call.method().equals("GET")) {
            return row == null ? table.page(call, url() + "/api/now/table/" + path.group(1)) : result(row);
        }
        if (writes(call) && row != null) {
            update(row, json.readValue(call.body(), new TypeReference<>() { }), USER, now());
            return result(row);
        }
        return error(405, "Method not supported", "");
    }

    private Answer token(Call call) {
        boolean known = switch (call.field("grant_type")) {
            case "client_credentials" -> true;
            case "password" -> call.field("username").equals(USER) && call.field("password").equals(secret());
            default -> false;
        };
        if (!known || !call.field("client_id").equals(CLIENT) || !call.field("client_secret").equals(secret())) {
            return Answer.of(401, json.createObjectNode().put("error", "access_denied").put("error_description", "access_denied"));
        }
        return Answer.ok(json.createObjectNode().put("access_token", tokens.issue()).put("token_type", "Bearer").put("scope", "useraccount")
            .put("expires_in", tokens.life().toSeconds()));
    }

    private Answer result(Map<String, String> row) {
        return Answer.ok(json.createObjectNode().set("result", ServiceNowRows.only(row, "")));
    }

    private Answer error(int status, String message, String detail) {
        ObjectNode error = json.createObjectNode().put("status", "failure");
        error.putObject("error").put("message", message).put("detail", detail);
        return Answer.of(status, error);
    }
}
