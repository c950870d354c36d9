package io.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ServiceDesk Plus, API v3, as its documentation has it: {@code list_info} in the query, {@code input_data} in a form, {@code start_index} from 1,
 * refusals with status 200; on-premises with an authtoken, in the cloud under a portal with a token of Zoho that lasts an hour.
 */
public final class SimulatedServiceDesk extends SimulatedVendor {

    private static final String PORTAL = "/app/itdesk";
    private static final String VERSION = "application/vnd.manageengine.sdp.v3+json";
    private static final String CLIENT = "1000.SERAI";
    private static final Pattern REQUEST = Pattern.compile("/api/v3/requests/([0-9]+)(/notes(?:/([0-9]+))?)?");
    private static final List<String> PRIORITIES = List.of("Urgent", "High", "Medium", "Low");

    private final boolean cloud;
    private final Map<Long, ObjectNode> requests = new TreeMap<>();
    private final Map<Long, List<ObjectNode>> notes = new HashMap<>();
    private long lastId = 3_000;
    private long lastNote = 70_000;
    private boolean refusesNotes;
    private boolean bareNotes;

    /** @param cloud false for on-premises */
    public SimulatedServiceDesk(Clock clock, boolean cloud) {
        super(clock);
        this.cloud = cloud;
    }

    @Override
    public String connector() {
        return "manageengine";
    }

    @Override
    public String variant() {
        return cloud ? "cloud" : "";
    }

    @Override
    public Map<String, String> environment() {
        return cloud
            ? Map.of("SERAI_MANAGEENGINE_URL", url() + PORTAL, "SERAI_MANAGEENGINE_API", "cloud", "SERAI_MANAGEENGINE_AUTH", "oauth2", "SERAI_MANAGEENGINE_ACCOUNTS", url(),
                "SERAI_MANAGEENGINE_CLIENT_ID", CLIENT, "SERAI_MANAGEENGINE_CLIENT_SECRET", secret(), "SERAI_MANAGEENGINE_REFRESH_TOKEN", refreshToken(),
                "SERAI_MANAGEENGINE_HOOK_SECRET", secret())
            : Map.of("SERAI_MANAGEENGINE_URL", url(), "SERAI_MANAGEENGINE_TOKEN", secret(), "SERAI_MANAGEENGINE_HOOK_SECRET", secret());
    }

    private String refreshToken() {
        return "1000.refresh." + secret();
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.of(Capability.POLL, Capability.POLL_CHANGES, Capability.PAGES, Capability.VERSIONS, Capability.CHECK, Capability.HOOK,
            Capability.HOOK_TIMES, Capability.NOTE, Capability.STATUS, Capability.COMMENT);
        if (cloud) {
            all.add(Capability.TOKEN);
        }
        return all;
    }

    /** Says so in the body of an answer with status 200. */
    public synchronized void refusesNotes(boolean refuses) {
        refusesNotes = refuses;
    }

    @Override
    public synchronized String open(Report report, Instant at) {
        ObjectNode request = request(Long.toString(++lastId), report);
        request.putObject("created_time").put("value", Long.toString(at.toEpochMilli())).put("display_value", "today");
        requests.put(lastId, request);
        status(Long.toString(lastId), "Open", at);
        return Long.toString(lastId);
    }

    private ObjectNode request(String id, Report report) {
        ObjectNode request = json.createObjectNode().put("id", id).put("display_id", id).put("subject", report.title())
            .put("description", "<div>" + report.description() + "</div>").put("is_service_request", false);
        request.putObject("priority").put("id", "1").put("name", PRIORITIES.get(report.priority() - 1));
        request.putObject("requester").put("name", report.person()).put("email_id", report.email());
        if (report.host() != null) {
            request.putArray("assets").addObject().put("name", report.host());
        }
        report.tags().forEach((name, value) -> {
            if (name.startsWith("udf_")) {
                request.withObject("/udf_fields").put(name, value);
            } else if (name.equals("site")) {
                request.putObject(name).put("name", value);
            }
        });
        return request;
    }

    @Override
    protected synchronized void status(String id, String status, Instant at) {
        ObjectNode request = requests.get(Long.parseLong(id));
        request.putObject("status").put("name", status).put("internal_name", status);
        touch(request, at);
    }

    private static void touch(ObjectNode request, Instant at) {
        request.putObject("last_updated_time").put("value", Long.toString(at.toEpochMilli())).put("display_value", "today");
    }

    /** Lists of notes leave out their texts, as some versions are said to do. */
    public synchronized void listsBareNotes(boolean bare) {
        bareNotes = bare;
    }

    @Override
    public synchronized void say(String id, String person, String text, boolean toAll) {
        ObjectNode note = json.createObjectNode().put("show_to_requester", toAll)
            .put("description", "<div>" + text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br />") + "</div>");
        keep(Long.parseLong(id), note, person);
    }

    private ObjectNode keep(long id, ObjectNode note, String person) {
        note.put("id", Long.toString(++lastNote));
        note.putObject("created_by").put("name", person).put("email_id", person.toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.com");
        note.putObject("created_time").put("value", Long.toString(now().toEpochMilli())).put("display_value", "today");
        notes.computeIfAbsent(id, key -> new ArrayList<>()).add(note);
        touch(requests.get(id), now());
        return note;
    }

    @Override
    public boolean asksForComments(Call call) {
        return call.method().equals("GET") && call.path().contains("/notes");
    }

    /** Notes as a person reads them. */
    @Override
    public synchronized List<String> notes(String id) {
        return notes.getOrDefault(Long.parseLong(id), List.of()).stream().map(note -> note.path("description").asText().replace("<br />", "\n")
            .replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")).toList();
    }

    @Override
    public synchronized String status(String id) {
        return requests.get(Long.parseLong(id)).at("/status/name").asText();
    }

    public synchronized JsonNode request(String id) {
        return requests.get(Long.parseLong(id)).deepCopy();
    }

    @Override
    public synchronized void clear() {
        requests.clear();
        notes.clear();
        refusesNotes = false;
        bareNotes = false;
    }

    /** With the body that docs/connectors/manageengine.md gives the webhook. */
    @Override
    public Webhook webhook(Happening what, String id, Report report, Instant openedAt, Instant at, int revision) {
        ObjectNode body = json.createObjectNode();
        body.putObject("request").put("id", id).put("display_id", id).put("subject", report.title())
            .put("status", what == Happening.RESOLVED ? "Resolved" : what == Happening.OPENED || what == Happening.OPENED_AGAIN ? "Open" : "In Progress")
            .put("priority", PRIORITIES.get(report.priority() - 1)).put("requester", report.person()).put("technician", "$Technician").put("group", "Network")
            .put("category", "${request.category.name}").put("created_time", Long.toString(openedAt.toEpochMilli()))
            .put("last_updated_time", Long.toString(at.toEpochMilli()));
        return webhook(body);
    }

    @Override
    protected boolean free(Call call) {
        return cloud && call.is("POST", "/oauth/v2/token");
    }

    @Override
    protected boolean authorised(Call call) {
        return cloud ? bearsToken(call, "Zoho-oauthtoken ")
            : call.header("authtoken").equals(secret());
    }

    @Override
    protected Answer unauthorised(Call call) {
        return refusal(401, 4000);
    }

    @Override
    protected Answer tooMany() {
        return refusal(429, 4015).with("Retry-After", Long.toString(PAUSE.toSeconds()));
    }

    private Answer refusal(int status, int code) {
        ObjectNode answer = json.createObjectNode();
        ObjectNode told = answer.putObject("response_status").put("status_code", code).put("status", "failed");
        told.putArray("messages").addObject().put("status_code", code).put("type", "failed");
        return Answer.of(status, answer);
    }

    @Override
    public boolean fetches(Call call) {
        return call.method().equals("GET") && call.path().endsWith("/api/v3/requests");
    }

    @Override
    public boolean writes(Call call) {
        return !call.method().equals("GET") && !free(call);
    }

    @Override
    protected Answer answer(Call call) throws JsonProcessingException {
        if (free(call)) {
            return token(call);
        }
        String path = cloud ? call.path().replaceFirst("^" + PORTAL, "") : call.path();
        if (cloud && !call.path().startsWith(PORTAL)) {
            return refusal(404, 4007);
        }
        if (cloud && !call.header("Accept").startsWith(VERSION)) {
            return refusal(415, 4000);
        }
        if (fetches(call)) {
            return list(read(call.parameter("input_data")).path("list_info"));
        }
        Matcher one = REQUEST.matcher(path);
        if (!one.matches() || !requests.containsKey(Long.parseLong(one.group(1)))) {
            return refusal(404, 4007);
        }
        long id = Long.parseLong(one.group(1));
        if (one.group(2) != null) {
            return !call.method().equals("GET") ? add(id, call) : one.group(3) == null ? listNotes(id, read(call.parameter("input_data")).path("list_info")) : note(id, one.group(3));
        }
        if (call.method().equals("PUT")) {
            requests.get(id).setAll((ObjectNode) read(call.field("input_data")).path("request"));
            touch(requests.get(id), now());
        }
        return Answer.ok(json.createObjectNode().set("request", requests.get(id)));
    }

    private Answer token(Call call) {
        if (!call.field("grant_type").equals("refresh_token") || !call.field("refresh_token").equals(refreshToken()) || !call.field("client_id").equals(CLIENT)
            || !call.field("client_secret").equals(secret())) {
            return Answer.of(200, "{\"error\":\"invalid_code\"}");
        }
        return Answer.ok(json.createObjectNode().put("access_token", tokens.issue()).put("api_domain", url()).put("token_type", "Bearer")
            .put("expires_in", tokens.life().toSeconds()));
    }

    private Answer list(JsonNode info) {
        ServiceDeskSearch search = new ServiceDeskSearch(info);
        if (!search.isSound()) {
            return refusal(200, 4000);
        }
        List<ObjectNode> found = requests.values().stream().filter(search::finds).sorted(Comparator.comparingLong(ServiceDeskSearch::changed)).toList();
        int from = Math.max(0, info.path("start_index").asInt(1) - 1);
        int to = Math.min(found.size(), from + info.path("row_count").asInt(10));
        ObjectNode answer = json.createObjectNode();
        ArrayNode rows = answer.putArray("requests");
        found.subList(Math.min(from, to), to).forEach(request -> rows.add(search.shown(request)));
        answer.putObject("list_info").put("has_more_rows", to < found.size()).put("row_count", rows.size());
        answer.putArray("response_status").addObject().put("status_code", 2000).put("status", "success");
        return Answer.ok(answer);
    }

    private Answer listNotes(long id, JsonNode info) {
        List<ObjectNode> sorted = new ArrayList<>(notes.getOrDefault(id, List.of()));
        if (info.path("sort_order").asText().equals("desc")) {
            Collections.reverse(sorted);
        }
        ObjectNode answer = json.createObjectNode();
        ArrayNode rows = answer.putArray("notes");
        sorted.stream().limit(info.path("row_count").asInt(10)).forEach(note -> rows.add(bareNotes ? note.deepCopy().without("description") : note));
        return Answer.ok(answer);
    }

    private Answer note(long id, String note) {
        return notes.getOrDefault(id, List.of()).stream().filter(one -> one.path("id").asText().equals(note)).findFirst()
            .map(one -> Answer.ok(json.createObjectNode().set("note", one))).orElseGet(() -> refusal(404, 4007));
    }

    private Answer add(long id, Call call) throws JsonProcessingException {
        if (refusesNotes || call.field("input_data").isEmpty()) {
            return refusal(200, 4001);
        }
        JsonNode data = read(call.field("input_data"));
        JsonNode note = data.has("note") ? data.path("note") : data.path("request_note");
        keep(id, note.deepCopy(), "Serai");
        return Answer.of(201, json.createObjectNode().set("note", note));
    }
}
