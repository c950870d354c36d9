package io.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Jira as its REST references have it: Cloud (v3, ADF, {@code search/jql} with {@code nextPageToken}, search that lags behind) or Data Center
 * (v2, plain text, {@code search} with {@code startAt}). JQL knows times to the minute.
 */
public final class SimulatedJira extends SimulatedVendor {

    private static final String MAIL = "serai@example.com";
    private static final String OWN = "acc-serai";
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);
    private static final Pattern ISSUE = Pattern.compile("/rest/api/([23])/issue/([A-Z]+-[0-9]+)(/comment|/transitions)?");

    private final boolean cloud;
    private final JiraTexts texts;
    private final Map<String, ObjectNode> issues = new LinkedHashMap<>();
    private final Map<String, List<ObjectNode>> comments = new HashMap<>();
    private final Map<String, Instant> touched = new HashMap<>();
    private int lastNumber;
    private int lastComment = 10_000;
    private ZoneOffset offset = ZoneOffset.UTC;
    private Duration lag = Duration.ZERO;

    /** @param cloud false for Data Center */
    public SimulatedJira(Clock clock, boolean cloud) {
        super(clock);
        this.cloud = cloud;
        this.texts = new JiraTexts(cloud);
    }

    @Override
    public String connector() {
        return "jira";
    }

    @Override
    public String variant() {
        return cloud ? "" : "datacenter";
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of("SERAI_JIRA_URL", url(), "SERAI_JIRA_TOKEN", secret(), "SERAI_JIRA_HOOK_SECRET", secret(),
            "SERAI_JIRA_API", cloud ? "cloud" : "datacenter", "SERAI_JIRA_OWN_USER", OWN));
        environment.put(cloud ? "SERAI_JIRA_USERNAME" : "SERAI_JIRA_AUTH", cloud ? MAIL : "api-key");
        return environment;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.POLL, Capability.POLL_CHANGES, Capability.PAGES, Capability.VERSIONS, Capability.CHECK, Capability.HOOK,
            Capability.HOOK_TIMES, Capability.NOTE, Capability.STATUS, Capability.COMMENT);
    }

    /** Search finds what happened only so much later. */
    public synchronized void searchLags(Duration behind) {
        lag = behind;
    }

    /** The time zone of the user whose credentials are used. */
    public synchronized void zone(ZoneOffset zone) {
        offset = zone;
    }

    @Override
    public synchronized String open(Report report, Instant at) {
        String key = "OPS-" + ++lastNumber;
        issues.put(key, issue(key, report, at));
        comments.put(key, new ArrayList<>());
        touch(key, at);
        return key;
    }

    private ObjectNode issue(String key, Report report, Instant at) {
        ObjectNode issue = json.createObjectNode().put("id", "1" + key.replaceFirst(".*-", "")).put("key", key)
            .put("self", url() + "/rest/api/2/issue/" + key);
        ObjectNode fields = issue.putObject("fields").put("summary", report.title()).put("created", TIME.format(at));
        fields.set("description", texts.of(report.description()));
        fields.putObject("issuetype").put("name", "[System] Incident");
        fields.putObject("priority").put("id", Integer.toString(report.priority())).put("name", "Some name");
        fields.putObject("reporter").put("displayName", report.person()).put("emailAddress", report.email());
        ArrayNode labels = fields.putArray("labels");
        if (report.host() != null) {
            labels.add("host:" + report.host());
        }
        report.tags().forEach((name, value) -> {
            if (name.startsWith("customfield_")) {
                fields.put(name, value);
            } else {
                labels.add(name + ":" + value);
            }
        });
        return status(issue, "To Do", "new");
    }

    private static ObjectNode status(ObjectNode issue, String name, String category) {
        ((ObjectNode) issue.path("fields")).putObject("status").put("name", name).putObject("statusCategory").put("key", category);
        return issue;
    }

    private void touch(String key, Instant at) {
        ((ObjectNode) issues.get(key).path("fields")).put("updated", TIME.format(at));
        touched.put(key, now());
    }

    @Override
    public synchronized void change(String id, Instant at) {
        status(issues.get(id), "In Progress", "indeterminate");
        touch(id, at);
    }

    @Override
    public synchronized void resolve(String id, Instant at) {
        status(issues.get(id), "Done", "done");
        touch(id, at);
    }

    /** Comments as a person reads them. */
    @Override
    public synchronized List<String> notes(String id) {
        return comments.get(id).stream().map(comment -> texts.shown(comment.path("body"))).toList();
    }

    /** Of a service project: what only staff may read is internal. */
    @Override
    public synchronized void say(String id, String person, String text, boolean toAll) {
        ObjectNode comment = json.createObjectNode();
        comment.set("body", texts.of(text));
        add(id, comment, person.toLowerCase(Locale.ROOT).replace(' ', '.'), person, toAll);
    }

    private void add(String key, ObjectNode comment, String account, String person, boolean toAll) {
        comment.put("id", Integer.toString(++lastComment)).put("created", TIME.format(now())).put("jsdPublic", toAll);
        comment.putObject("author").put(cloud ? "accountId" : "name", account).put("displayName", person);
        comments.get(key).add(comment);
        touch(key, now());
    }

    @Override
    public boolean asksForComments(Call call) {
        return call.method().equals("GET") && call.path().endsWith("/comment");
    }

    /** Comments as the API takes them. */
    public synchronized List<ObjectNode> comments(String id) {
        return List.copyOf(comments.get(id));
    }

    @Override
    public synchronized String status(String id) {
        return issues.get(id).at("/fields/status/name").asText();
    }

    @Override
    public synchronized Webhook webhook(Happening what, String id, Report report, Instant openedAt, Instant at, int revision) {
        ObjectNode issue = issue(id, report, openedAt);
        switch (what) {
            case RESOLVED -> status(issue, "Done", "done");
            case TAKEN_ON, CHANGED -> status(issue, "In Progress", "indeterminate");
            default -> status(issue, "To Do", "new");
        }
        ((ObjectNode) issue.path("fields")).put("updated", TIME.format(at));
        ObjectNode body = json.createObjectNode().put("timestamp", at.toEpochMilli())
            .put("webhookEvent", what == Happening.OPENED ? "jira:issue_created" : "jira:issue_updated");
        body.putObject("user").put("accountId", "acc-agent").put("displayName", "An Agent");
        body.set("issue", issue);
        String text = body.toString();
        return new Webhook(Map.of("Content-Type", "application/json", "X-Atlassian-Webhook-Identifier", id + "-" + revision,
            "X-Hub-Signature", "sha256=" + hmac(text)), text);
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public synchronized void clear() {
        issues.clear();
        comments.clear();
        touched.clear();
        lag = Duration.ZERO;
        offset = ZoneOffset.UTC;
    }

    @Override
    protected boolean authorised(Call call) {
        return cloud ? call.bears(MAIL, secret()) : call.header("Authorization").equals("Bearer " + secret());
    }

    @Override
    protected Answer unauthorised(Call call) {
        return Answer.of(401, "Client must be authenticated to access this resource.").with("Content-Type", "text/plain");
    }

    /** Permissions are an answer of their own: it says no. */
    @Override
    protected Answer forbidden(Call call) {
        return call.is("GET", "/rest/api/2/mypermissions") ? permission(call, false) : super.forbidden(call);
    }

    private Answer permission(Call call, boolean given) {
        ObjectNode answer = json.createObjectNode();
        answer.putObject("permissions").putObject(call.parameter("permissions")).put("havePermission", given);
        return Answer.ok(answer);
    }

    @Override
    protected Answer tooMany() {
        Answer answer = Answer.of(429, "{\"errorMessages\":[\"Rate limit exceeded.\"]}").with("Retry-After", Long.toString(PAUSE.toSeconds()))
            .with("X-RateLimit-Limit", "100").with("X-RateLimit-Remaining", "0");
        return cloud ? answer.with("X-RateLimit-Reset", now().plus(PAUSE).toString()).with("RateLimit-Reason", "jira-burst-based")
            : answer.with("X-RateLimit-Interval-Seconds", "1").with("X-RateLimit-FillRate", "10");
    }

    @Override
    public boolean fetches(Call call) {
        return call.path().contains("/search");
    }

    @Override
    public boolean writes(Call call) {
        return call.method().equals("POST") && !fetches(call);
    }

    @Override
    protected Answer answer(Call call) throws JsonProcessingException {
        if (call.is("POST", cloud ? "/rest/api/3/search/jql" : "/rest/api/2/search")) {
            return search(read(call.body()));
        }
        if (call.path().equals("/rest/api/3/search")) {
            return Answer.of(410, "{\"errorMessages\":[\"The requested API has been removed.\"]}");
        }
        if (call.is("GET", "/rest/api/2/myself")) {
            return Answer.ok(json.createObjectNode().put("accountId", OWN).put("name", OWN).put("active", true));
        }
        if (call.is("GET", "/rest/api/2/mypermissions")) {
            return permission(call, true);
        }
        Matcher path = ISSUE.matcher(call.path());
        if (!path.matches() || !path.group(1).equals(cloud && !(asksForComments(call) && path.group(1).equals("2")) ? "3" : "2") || !issues.containsKey(path.group(2))) {
            return Answer.of(404, "{\"errorMessages\":[\"Issue does not exist or you do not have permission to see it.\"]}");
        }
        return issue(call, path.group(2), path.group(3));
    }

    private Answer search(JsonNode asked) {
        Instant shown = now().minus(lag);
        return new JiraSearch(cloud, offset).answer(asked, issues.values().stream()
            .filter(issue -> !touched.get(issue.path("key").asText()).isAfter(shown)).toList());
    }

    private Answer issue(Call call, String key, String part) throws JsonProcessingException {
        boolean post = call.method().equals("POST");
        if (part == null) {
            ObjectNode answer = issues.get(key).deepCopy();
            ArrayNode ways = answer.putArray("transitions");
            way(ways, "11", "In Progress", "indeterminate");
            way(ways, "31", "Done", "done").putObject("fields").putObject("resolution").put("required", true).put("hasDefaultValue", false);
            way(ways, "41", "Closed", "done");
            way(ways, "51", "Resolved", "done");
            return Answer.ok(answer);
        }
        if (part.equals("/comment")) {
            if (!post) {
                ArrayNode newest = json.createArrayNode();
                boolean plain = call.path().startsWith("/rest/api/2");
                comments.get(key).forEach(comment -> newest.insert(0, plain ? comment.deepCopy().put("body", texts.written(comment.path("body"))) : comment));
                return Answer.ok(json.createObjectNode().set("comments", newest));
            }
            ObjectNode comment = (ObjectNode) read(call.body());
            if (comment.path("body").isObject() != cloud) {
                return Answer.of(400, "{\"errors\":{\"comment\":\"Comment body is not valid!\"}}");
            }
            add(key, comment, OWN, "Serai", !comment.at("/properties/0/value/internal").asBoolean());
            return Answer.of(201, comment);
        }
        if (!post || !read(call.body()).at("/transition/id").asText().equals("51")) {
            return Answer.of(400, "{\"errorMessages\":[\"It seems that you have tried to perform an illegal workflow operation.\"]}");
        }
        status(issues.get(key), "Resolved", "done");
        touch(key, now());
        return Answer.of(204, "");
    }

    private static ObjectNode way(ArrayNode ways, String id, String to, String category) {
        ObjectNode way = ways.addObject().put("id", id);
        way.putObject("to").put("name", to).putObject("statusCategory").put("key", category);
        return way;
    }
}
