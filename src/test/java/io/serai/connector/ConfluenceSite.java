package io.serai.connector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Confluence: search by CQL, by cursor (Cloud) or start (Data Center), and one page by REST v2 (Cloud) or v1 (Data Center). */
final class ConfluenceSite extends ArticleSite {

    private static final Pattern CQL = Pattern.compile("type = page and lastmodified >= \"([0-9: -]{16})\" and \\(type = page\\) order by lastmodified asc");
    private static final Pattern PAGE = Pattern.compile("(/wiki/api/v2/pages|/rest/api/content)/([0-9]+)");

    private final boolean cloud;
    private final Map<String, List<Entry>> cursors = new HashMap<>();

    ConfluenceSite(boolean cloud) {
        this.cloud = cloud;
    }

    @Override
    String connector() {
        return cloud ? "confluence" : "wiki";
    }

    @Override
    Map<String, String> environment() {
        return cloud
            ? Map.of("SERAI_CONFLUENCE_URL", url() + "/wiki", "SERAI_CONFLUENCE_USERNAME", "serai@example.com", "SERAI_CONFLUENCE_TOKEN", "t0ken",
                "SERAI_CONFLUENCE_CATEGORIES", "it net=network,desk=laptop", "SERAI_CONFLUENCE_PERIOD", "200", "SERAI_CONFLUENCE_LIST_EVERY", "1s")
            : Map.of("SERAI_WIKI_URL", url() + "/confluence", "SERAI_WIKI_AUTH", "api-key", "SERAI_WIKI_API", "datacenter", "SERAI_WIKI_TOKEN", "t0ken",
                "SERAI_WIKI_CATEGORIES", "IT Net=network", "SERAI_WIKI_PERIOD", "200", "SERAI_WIKI_LIST_EVERY", "1s");
    }

    /** Cursors that were given out are no longer known. */
    synchronized void forgetCursors() {
        cursors.clear();
    }

    @Override
    protected String newId() {
        return Integer.toString(98_000 + ++number);
    }

    @Override
    protected Answer answer(Call call) throws IOException {
        String expected = cloud ? "Basic " + Base64.getEncoder().encodeToString("serai@example.com:t0ken".getBytes(StandardCharsets.UTF_8)) : "Bearer t0ken";
        if (!expected.equals(call.headers().getFirst("Authorization"))) {
            return new Answer(401, "{}");
        }
        String path = cloud ? call.path() : call.path().replaceFirst("^/confluence", "");
        Matcher page = PAGE.matcher(path);
        if (path.equals(cloud ? "/wiki/rest/api/content/search" : "/rest/api/content/search")) {
            return search(call);
        }
        if (!page.matches() || cloud == page.group(1).startsWith("/rest")) {
            return new Answer(404, "{}");
        }
        return article(page.group(2), cloud ? this::cloudPage : this::dataCenterPage);
    }

    private Answer search(Call call) {
        Matcher cql = CQL.matcher(Call.parameter(call.query(), "cql"));
        if (!cql.matches()) {
            return new Answer(400, "{}");
        }
        int limit = number(Call.parameter(call.query(), "limit"), 25);
        String cursor = Call.parameter(call.query(), "cursor");
        int start = number(cloud ? cursor.replaceFirst(".*_", "") : Call.parameter(call.query(), "start"), 0);
        if (!cursor.isEmpty() && !cursors.containsKey(cursor)) {
            return new Answer(400, "{}");
        }
        List<Entry> found = listed(LocalDateTime.parse(cql.group(1).replace(' ', 'T')).toInstant(ZoneOffset.UTC), start == 0);
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
        return new Answer(200, answer.toString());
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
