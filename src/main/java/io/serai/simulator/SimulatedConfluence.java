package io.serai.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Confluence: search by CQL, by cursor (Cloud) or start (Data Center), and one page by REST v2 (Cloud) or v1 (Data Center). */
public final class SimulatedConfluence extends SimulatedKnowledge {

    private static final Pattern CQL = Pattern.compile("type ?= ?page(?: and lastmodified >= \"([0-9: -]{16})\" and \\(type = page\\) order by lastmodified asc)?");
    private static final Pattern PAGE = Pattern.compile("(/wiki/api/v2/pages|/rest/api/content)/([0-9]+)");

    private static final String USER = "serai@example.com";

    private final boolean cloud;
    private final Map<String, List<Entry>> cursors = new HashMap<>();

    /** @param cloud false for a Data Center */
    public SimulatedConfluence(Clock clock, boolean cloud) {
        super(clock);
        this.cloud = cloud;
    }

    @Override
    public String connector() {
        return "confluence";
    }

    @Override
    public String variant() {
        return cloud ? "" : "datacenter";
    }

    @Override
    public Map<String, String> environment() {
        return cloud ? Map.of("SERAI_CONFLUENCE_URL", url() + "/wiki", "SERAI_CONFLUENCE_USERNAME", USER, "SERAI_CONFLUENCE_TOKEN", secret())
            : Map.of("SERAI_CONFLUENCE_URL", url() + "/confluence", "SERAI_CONFLUENCE_AUTH", "api-key", "SERAI_CONFLUENCE_API", "datacenter",
                "SERAI_CONFLUENCE_TOKEN", secret());
    }

    @Override
    protected boolean authorised(Call call) {
        return cloud ? call.bears(USER, secret()) : call.header("Authorization").equals("Bearer " + secret());
    }

    @Override
    protected Answer unauthorised(Call call) {
        return Answer.of(401, "{}");
    }

    /** Cursors that were given out are no longer known. */
    public synchronized void forgetCursors() {
        cursors.clear();
    }

    @Override
    protected String newId() {
        return Integer.toString(98_000 + ++number);
    }

    @Override
    protected Answer answer(Call call) {
        String path = cloud ? call.path() : call.path().replaceFirst("^/confluence", "");
        Matcher page = PAGE.matcher(path);
        if (path.equals(cloud ? "/wiki/rest/api/content/search" : "/rest/api/content/search")) {
            return search(call);
        }
        if (!page.matches() || cloud == page.group(1).startsWith("/rest")) {
            return Answer.of(404, "{}");
        }
        return article(page.group(2), cloud ? this::cloudPage : this::dataCenterPage);
    }

    private Answer search(Call call) {
        Matcher cql = CQL.matcher(call.parameter("cql"));
        if (!cql.matches()) {
            return Answer.of(400, "{}");
        }
        int limit = number(call.parameter("limit"), 25);
        String cursor = call.parameter("cursor");
        int start = number(cloud ? cursor.replaceFirst(".*_", "") : call.parameter("start"), 0);
        if (!cursor.isEmpty() && !cursors.containsKey(cursor)) {
            return Answer.of(400, "{}");
        }
        List<Entry> found = listed(since(cql.group(1)), start == 0);
        ObjectNode answer = json.createObjectNode().put("limit", limit);
        ArrayNode results = answer.putArray("results");
        for (Entry entry : part(found, start, limit)) {
            ObjectNode row = results.addObject().put("id", entry.id).put("type", "page").put("status", "current").put("title", entry.title);
            row.putObject("version").put("number", entry.version).put("when", entry.changed.toString());
            row.putObject("metadata").putObject("labels").set("results", labels(entry.labels.stream().skip(1).toList()));
        }
        ObjectNode links = answer.putObject("_links").put("base", url());
        if (start + limit < found.size()) {
            String next = "q_" + (start + limit);
            cursors.put(next, found);
            links.put("next", "/rest/api/content/search?" + (cloud ? "next=true&cursor=" + next + "&limit=" + limit : "limit=" + limit + "&start=" + (start + limit))
                + "&cql=x");
        }
        return Answer.ok(answer);
    }

    private static Instant since(String text) {
        return text == null ? Instant.EPOCH : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    private ObjectNode cloudPage(Entry entry) {
        ObjectNode page = json.createObjectNode().put("id", entry.id).put("status", "current").put("title", entry.title).put("spaceId", "77");
        page.putObject("version").put("number", entry.version).put("createdAt", entry.changed.toString());
        page.putObject("body").putObject("storage").put("representation", "storage").put("value", html(entry));
        page.putObject("labels").set("results", labels(entry.labels.stream().skip(1).toList()));
        page.putObject("_links").put("webui", "/spaces/" + space(entry) + "/pages/" + entry.id + "/Title");
        return page;
    }

    private ObjectNode dataCenterPage(Entry entry) {
        ObjectNode page = json.createObjectNode().put("id", entry.id).put("type", "page").put("status", "current").put("title", entry.title);
        page.putObject("space").put("key", space(entry));
        page.putObject("version").put("number", entry.version).put("when", Instant.ofEpochMilli(entry.changed.toEpochMilli()).toString());
        page.putObject("body").putObject("storage").put("value", html(entry));
        page.putObject("metadata").putObject("labels").set("results", labels(entry.labels.stream().skip(1).toList()));
        return page;
    }

    private static String space(Entry entry) {
        return entry.labels.isEmpty() ? "OPS" : entry.labels.get(0);
    }
}
