package io.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The REST API of BMC's AR System as its documentation has it: a log in that answers a token as plain text, entries of HPD:IncidentInterface with
 * {@code q}, {@code sort}, {@code limit} and {@code offset}, whose ids are not the incidents' numbers, and work logs in forms of their own. Times are to the
 * second; there is no header on the rate. An update empties some fields that it leaves out, as filters of the interface form are said to do.
 */
public final class SimulatedBmc extends SimulatedVendor {

    private static final String USER = "serai";
    private static final String ROOT = "/api/arsys/v1/entry/";
    private static final String INCIDENTS = "HPD:IncidentInterface";
    /** Forms of work logs, and the field of each that names what the entry belongs to. */
    private static final Map<String, String> WORK_LOGS = Map.of("HPD:WorkLog", "Incident Number", "CHG:WorkLog", "Infrastructure Change ID",
        "PBM:Investigation WorkLog", "Problem Investigation ID", "WOI:WorkInfo", "Work Order ID");
    private static final List<String> EMPTIED = List.of("Description", "Detailed Decription", "Impact", "Urgency", "Service Type", "Reported Source");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.000xx").withZone(ZoneOffset.UTC);
    private static final List<String> PRIORITIES = List.of("Critical", "High", "Medium", "Low");

    private final Map<String, ObjectNode> incidents = new LinkedHashMap<>();
    private final Map<String, ObjectNode> workLogs = new LinkedHashMap<>();
    private int lastNumber = 7_000;
    private int lastLog = 100;

    public SimulatedBmc(Clock clock) {
        super(clock);
    }

    @Override
    public String connector() {
        return "bmc-remedy";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("SERAI_BMC_URL", url(), "SERAI_BMC_USERNAME", USER, "SERAI_BMC_PASSWORD", secret(), "SERAI_BMC_HOOK_SECRET", secret(),
            "SERAI_BMC_CALLS", "60000");
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.POLL, Capability.POLL_CHANGES, Capability.PAGES, Capability.VERSIONS, Capability.CHECK, Capability.HOOK, Capability.HOOK_TIMES,
            Capability.NOTE, Capability.STATUS, Capability.AUTHOR, Capability.TOKEN, Capability.COMMENT);
    }

    @Override
    public String open(Report report, Instant at) {
        return open(nextNumber(), report, at);
    }

    private synchronized String nextNumber() {
        return "INC%012d".formatted(++lastNumber);
    }

    /** With a number that is not next. */
    public synchronized String open(String number, Report report, Instant at) {
        ObjectNode values = values(number, report, at).put("Status", "Assigned");
        touch(values, "portal", at);
        incidents.put(number, values);
        return number;
    }

    private ObjectNode values(String number, Report report, Instant openedAt) {
        String[] names = (report.person() == null ? "" : report.person()).split(" ", 2);
        String entry = number.replace("INC", "INC9");
        return json.createObjectNode().put("Request ID", entry + "|" + entry).put("Incident Number", number).put("Description", report.title())
            .put("Detailed Decription", report.description()).put("Priority", PRIORITIES.get(report.priority() - 1)).put("First Name", names[0])
            .put("Last Name", names.length > 1 ? names[1] : null).put("Internet E-mail", report.email()).put("HPD_CI", report.host())
            .put("Impact", "3-Moderate/Limited").put("Urgency", "2-High").put("Service Type", "Infrastructure Event").put("Reported Source", "Systems Management")
            .put("Company", "Calbro Services").put("Assigned Group", "Service Desk").put("Submit Date", TIME.format(openedAt));
    }

    private static void touch(ObjectNode values, String user, Instant at) {
        values.put("Last Modified By", user).put("Last Modified Date", TIME.format(at));
    }

    @Override
    protected synchronized void status(String id, String status, Instant at) {
        ObjectNode values = incidents.get(id);
        values.put("Status", status);
        touch(values, "an.agent", at);
    }

    @Override
    public synchronized List<String> notes(String id) {
        return workLog(id).stream().map(log -> log.path("Detailed Description").asText()).toList();
    }

    @Override
    public synchronized String status(String id) {
        return incidents.get(id).path("Status").asText();
    }

    @Override
    public synchronized void clear() {
        incidents.clear();
        workLogs.clear();
    }

    /** A record by its field names, as docs/connectors/bmc-remedy.md has a filter send it. */
    @Override
    public Webhook webhook(Happening what, String id, Report report, Instant openedAt, Instant at, int revision) {
        ObjectNode body = json.createObjectNode();
        ObjectNode values = values(id, report, openedAt).put("Status",
            what == Happening.RESOLVED ? "Resolved" : what == Happening.OPENED || what == Happening.OPENED_AGAIN ? "Assigned" : "In Progress");
        touch(values, "an.agent", at);
        body.set("values", values);
        return webhook(body);
    }

    @Override
    protected boolean free(Call call) {
        return call.is("POST", "/api/jwt/login");
    }

    @Override
    protected boolean authorised(Call call) {
        return bearsToken(call, "AR-JWT ");
    }

    @Override
    protected Answer unauthorised(Call call) {
        return error(401, 623, "Authentication failed");
    }

    @Override
    protected Answer tooMany() {
        return error(429, 9093, "User is currently connected from another machine or incompatible session");
    }

    private Answer error(int status, int number, String text) {
        ArrayNode errors = json.createArrayNode();
        errors.addObject().put("messageType", "ERROR").put("messageText", text).put("messageAppendedText", "").put("messageNumber", number);
        return Answer.of(status, errors);
    }

    @Override
    public boolean fetches(Call call) {
        return call.is("GET", ROOT + INCIDENTS);
    }

    @Override
    public boolean writes(Call call) {
        return call.path().startsWith(ROOT) && !call.method().equals("GET");
    }

    @Override
    protected Answer answer(Call call) throws JsonProcessingException {
        if (free(call)) {
            return call.field("username").equals(USER) && call.field("password").equals(secret())
                ? Answer.of(200, tokens.issue()).with("Content-Type", "text/plain") : error(401, 623, "Authentication failed");
        }
        if (call.is("POST", "/api/jwt/logout")) {
            return Answer.of(204, "");
        }
        if (fetches(call)) {
            return list(call, INCIDENTS, List.copyOf(incidents.values()));
        }
        String form = call.path().startsWith(ROOT) ? call.path().substring(ROOT.length()) : "";
        if (WORK_LOGS.containsKey(form)) {
            return call.method().equals("POST") ? log(form, (ObjectNode) read(call.body()).path("values"))
                : list(call, form, workLogs.values().stream().filter(log -> log.has(WORK_LOGS.get(form))).toList());
        }
        ObjectNode values = incidents.values().stream().filter(one -> form.equals(INCIDENTS + "/" + one.path("Request ID").asText())).findFirst().orElse(null);
        if (values == null) {
            return error(404, 302, "Entry does not exist in database");
        }
        return call.method().equals("PUT") ? update(values, (ObjectNode) read(call.body()).path("values")) : Answer.ok(json.createObjectNode().set("values", values));
    }

    private Answer update(ObjectNode values, ObjectNode sent) {
        if (sent.path("Status").asText().equals("Resolved") && (sent.path("Status_Reason").asText().isEmpty() || sent.path("Resolution").asText().isEmpty())) {
            return error(500, 1_291_053, "The Status Reason and the Resolution are required");
        }
        EMPTIED.forEach(values::putNull);
        values.setAll(sent);
        values.remove("z1D Action");
        touch(values, USER, now());
        return Answer.of(204, "");
    }

    private Answer log(String form, ObjectNode values) {
        String number = values.path(WORK_LOGS.get(form)).asText();
        ObjectNode incident = incidents.get(number);
        if (number.isEmpty() || form.startsWith("HPD") && incident == null || values.path("Detailed Description").asText().isEmpty()
            || values.path("Description").asText().length() > 100 || !List.of("Internal", "Public").contains(values.path("View Access").asText())) {
            return error(400, 45386, "Required field is missing");
        }
        String id = add(values, USER);
        if (incident != null) {
            touch(incident, USER, now());
        }
        return Answer.of(201, "").with("Location", url() + ROOT + form + "/" + id);
    }

    @Override
    public synchronized void say(String id, String person, String text, boolean toAll) {
        String login = person.toLowerCase(Locale.ROOT).replace(' ', '.');
        add(json.createObjectNode().put("Incident Number", id).put("Description", "Customer comment").put("Detailed Description", text)
            .put("View Access", toAll ? "Public" : "Internal").put("Secure Work Log", "No"), login);
        touch(incidents.get(id), login, now());
    }

    @Override
    public boolean asksForComments(Call call) {
        return call.is("GET", ROOT + "HPD:WorkLog");
    }

    private String add(ObjectNode values, String user) {
        String id = "WLG%012d".formatted(++lastLog);
        workLogs.put(id, values.put("Work Log ID", id).put("Work Log Submit Date", TIME.format(now())).put("Work Log Submitter", user));
        return id;
    }

    /** What the work log of a record holds, oldest first, by the names of its fields. */
    public synchronized List<ObjectNode> workLog(String id) {
        return workLogs.values().stream().filter(log -> WORK_LOGS.values().stream().anyMatch(field -> log.path(field).asText().equals(id)))
            .map(ObjectNode::deepCopy).toList();
    }

    /** The values of an incident. */
    public synchronized ObjectNode incident(String number) {
        return incidents.get(number).deepCopy();
    }

    private Answer list(Call call, String form, List<ObjectNode> entries) {
        Optional<List<ObjectNode>> found = new BmcQualification(call.parameter("q"), call.parameter("sort")).apply(entries);
        if (found.isEmpty()) {
            return error(400, 1587, "Error parsing qualification");
        }
        int offset = call.parameter("offset").isEmpty() ? 0 : Integer.parseInt(call.parameter("offset"));
        int end = Math.min(found.get().size(), offset + (call.parameter("limit").isEmpty() ? 2_000 : Integer.parseInt(call.parameter("limit"))));
        ObjectNode answer = json.createObjectNode();
        ArrayNode rows = answer.putArray("entries");
        found.get().subList(Math.min(offset, end), end).forEach(values -> {
            ObjectNode row = rows.addObject();
            row.set("values", only(values, call.parameter("fields")));
            row.putObject("_links").putArray("self").addObject().put("href", url() + ROOT + form + "/" + values.path("Request ID").asText());
        });
        ObjectNode links = answer.putObject("_links");
        links.putArray("self").addObject().put("href", url() + ROOT + form);
        if (end < found.get().size()) {
            links.putArray("next").addObject().put("href", url() + ROOT + form + "?offset=" + end);
        }
        return Answer.ok(answer);
    }

    /** @param fields {@code values(Incident Number,Status)} or nothing */
    private static JsonNode only(ObjectNode values, String fields) {
        if (!fields.startsWith("values(")) {
            return values.deepCopy();
        }
        return values.deepCopy().retain(List.of(fields.substring(7, fields.length() - 1).split(" *, *")));
    }
}
