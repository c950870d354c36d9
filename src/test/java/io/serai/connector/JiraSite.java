package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A small Jira that speaks both REST v3 (Cloud) and v2 (Data Center), checks credentials, and fails as often as it is told. */
final class JiraSite implements AutoCloseable {

    static final String MAIL = "serai@example.com";
    static final String TOKEN = "t0ken-jira";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);
    private static final Pattern JQL = Pattern.compile("\\(updated is not EMPTY\\) AND updated >= \"([0-9-]{10} [0-9:]{5})\" ORDER BY updated ASC, key ASC");
    private static final Pattern ISSUE = Pattern.compile("/rest/api/([23])/issue/([A-Z]+-[0-9]+)(/comment|/transitions)?");

    private final HttpServer server;
    private final Map<String, ObjectNode> issues = new LinkedHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile int every;
    private volatile String offset = "+0000";

    JiraSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** One call in {@code n} fails, in turn with 429 and 500; 0 for none. */
    void failEvery(int n) {
        calls.set(0);
        every = n;
    }

    /** The offset in the times of its answers; that of the user's time zone. */
    void offset(String offset) {
        this.offset = offset;
    }

    synchronized void open(String key, Instant updated) {
        ObjectNode issue = JSON.createObjectNode().put("id", Integer.toString(10_000 + issues.size())).put("key", key);
        issue.putObject("fields").put("summary", "Issue " + key).put("updated", TIME.format(updated))
            .putObject("status").put("name", "To Do").putObject("statusCategory").put("key", "new");
        issue.putArray("comments");
        issues.put(key, issue);
    }

    synchronized void touch(String key, Instant updated) {
        ((ObjectNode) issues.get(key).path("fields")).put("updated", TIME.format(updated));
    }

    synchronized List<JsonNode> comments(String key) {
        return List.copyOf(JSON.convertValue(issues.get(key).path("comments"), new com.fasterxml.jackson.core.type.TypeReference<List<JsonNode>>() { }));
    }

    synchronized String status(String key) {
        return issues.get(key).path("fields").path("status").path("name").asText();
    }

    synchronized void clear() {
        every = 0;
        offset = "+0000";
        issues.clear();
    }

    private void handle(HttpExchange call) throws IOException {
        try (call) {
            int number = calls.incrementAndGet();
            if (every > 0 && number % every == 0) {
                if (number / every % 2 == 1) {
                    call.getResponseHeaders().add("Retry-After", "1");
                    answer(call, 429, JSON.createObjectNode());
                } else {
                    answer(call, 500, JSON.createObjectNode());
                }
                return;
            }
            serve(call);
        }
    }

    private synchronized void serve(HttpExchange call) throws IOException {
        String path = call.getRequestURI().getPath();
        boolean cloud = path.startsWith("/rest/api/3/");
        String expected = cloud ? "Basic " + Base64.getEncoder().encodeToString((MAIL + ":" + TOKEN).getBytes(StandardCharsets.UTF_8)) : "Bearer " + TOKEN;
        if (!expected.equals(call.getRequestHeaders().getFirst("Authorization"))) {
            answer(call, 401, JSON.createObjectNode());
            return;
        }
        Matcher issue = ISSUE.matcher(path);
        if (path.equals("/rest/api/3/search/jql") || path.equals("/rest/api/2/search")) {
            search(call, cloud, JSON.readTree(call.getRequestBody()));
        } else if (!issue.matches() || !issues.containsKey(issue.group(2))) {
            answer(call, 404, JSON.createObjectNode());
        } else {
            issue(call, cloud, issues.get(issue.group(2)), issue.group(3));
        }
    }

    private void search(HttpExchange call, boolean cloud, JsonNode asked) throws IOException {
        Matcher jql = JQL.matcher(asked.path("jql").asText());
        if (!jql.matches() || cloud && asked.has("startAt") || !cloud && asked.has("nextPageToken")) {
            answer(call, 400, JSON.createObjectNode());
            return;
        }
        String since = TIME.format(LocalDateTime.parse(jql.group(1).replace(' ', 'T')).toInstant(ZoneOffset.UTC));
        List<ObjectNode> found = issues.values().stream().filter(issue -> updated(issue).compareTo(since) >= 0)
            .sorted(Comparator.comparing(JiraSite::updated).thenComparing(issue -> issue.path("key").asText())).toList();
        int start = cloud ? Integer.parseInt(asked.path("nextPageToken").asText("token-0").substring(6)) : asked.path("startAt").asInt();
        int end = Math.min(found.size(), start + asked.path("maxResults").asInt());
        ObjectNode page = JSON.createObjectNode();
        ArrayNode rows = page.putArray("issues");
        found.subList(Math.min(start, end), end).forEach(row -> {
            ObjectNode copy = row.deepCopy().without("comments");
            ((ObjectNode) copy.path("fields")).put("updated", updated(row).replace("+0000", offset));
            rows.add(copy);
        });
        if (!cloud) {
            page.put("startAt", start).put("total", found.size());
        } else if (end < found.size()) {
            page.put("nextPageToken", "token-" + end);
        } else {
            page.put("isLast", true);
        }
        answer(call, 200, page);
    }

    private void issue(HttpExchange call, boolean cloud, ObjectNode issue, String part) throws IOException {
        boolean post = call.getRequestMethod().equals("POST");
        if (part == null) {
            ObjectNode answer = issue.deepCopy();
            ArrayNode ways = answer.putArray("transitions");
            way(ways, "11", "In Progress", "indeterminate");
            way(ways, "31", "Done", "done").putObject("fields").putObject("resolution").put("required", true).put("hasDefaultValue", false);
            way(ways, "41", "Closed", "done");
            way(ways, "51", "Resolved", "done");
            answer(call, 200, answer);
        } else if (part.equals("/comment") && post) {
            JsonNode comment = JSON.readTree(call.getRequestBody());
            if (comment.path("body").isObject() != cloud) {
                answer(call, 400, JSON.createObjectNode());
                return;
            }
            ((ArrayNode) issue.path("comments")).add(comment);
            answer(call, 201, comment);
        } else if (part.equals("/comment")) {
            answer(call, 200, JSON.createObjectNode().set("comments", issue.path("comments")));
        } else {
            String id = JSON.readTree(call.getRequestBody()).path("transition").path("id").asText();
            if (!post || !id.equals("51")) {
                answer(call, 400, JSON.createObjectNode());
                return;
            }
            ((ObjectNode) issue.path("fields")).putObject("status").put("name", "Resolved").putObject("statusCategory").put("key", "done");
            call.sendResponseHeaders(204, -1);
        }
    }

    private static ObjectNode way(ArrayNode ways, String id, String to, String category) {
        ObjectNode way = ways.addObject().put("id", id);
        way.putObject("to").put("name", to).putObject("statusCategory").put("key", category);
        return way;
    }

    private static String updated(JsonNode issue) {
        return issue.path("fields").path("updated").asText();
    }

    private static void answer(HttpExchange call, int status, JsonNode body) {
        try {
            byte[] bytes = JSON.writeValueAsBytes(body);
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(status, bytes.length);
            call.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
