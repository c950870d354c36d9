package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A small Atera (API v3): checks the key, pages by 50 at most, does not say when a ticket changed, and fails as often as it is told. */
final class AteraSite implements AutoCloseable {

    static final String KEY = "k3y-atera";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TICKET = Pattern.compile("/api/v3/tickets/([0-9]+)(/comments)?");

    private final HttpServer server;
    private final Map<String, ObjectNode> tickets = new TreeMap<>();
    private final Map<String, Instant> changed = new HashMap<>();
    private final Map<String, List<ObjectNode>> comments = new HashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile int every;

    AteraSite() throws IOException {
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

    synchronized void put(String id, String title, String status) {
        tickets.put(id, JSON.createObjectNode().put("TicketID", Long.parseLong(id)).put("TicketTitle", title).put("TicketStatus", status)
            .put("TicketPriority", "High").put("TicketCreatedDate", "2026-11-20T08:00:00Z"));
        changed.put(id, Instant.now());
    }

    synchronized void comment(String id, String text) {
        comments.computeIfAbsent(id, key -> new ArrayList<>()).add(JSON.createObjectNode().put("Comment", text));
    }

    synchronized List<ObjectNode> comments(String id) {
        return List.copyOf(comments.getOrDefault(id, List.of()));
    }

    synchronized String status(String id) {
        return tickets.get(id).path("TicketStatus").asText();
    }

    synchronized void clear() {
        every = 0;
        tickets.clear();
        comments.clear();
        changed.clear();
    }

    private void handle(HttpExchange call) throws IOException {
        try (call) {
            int number = calls.incrementAndGet();
            if (every > 0 && number % every == 0) {
                boolean rate = number / every % 2 == 1;
                if (rate) {
                    call.getResponseHeaders().add("Retry-After", "1");
                }
                answer(call, rate ? 429 : 500, JSON.createObjectNode());
            } else if (!KEY.equals(call.getRequestHeaders().getFirst("X-API-KEY"))) {
                answer(call, 401, JSON.createObjectNode());
            } else {
                serve(call);
            }
        }
    }

    private synchronized void serve(HttpExchange call) throws IOException {
        String path = call.getRequestURI().getPath();
        Matcher ticket = TICKET.matcher(path);
        boolean post = call.getRequestMethod().equals("POST");
        if (path.equals("/api/v3/tickets/lastmodified")) {
            Instant since = Instant.parse(parameters(call).get("date"));
            page(call, tickets.entrySet().stream().filter(entry -> !changed.get(entry.getKey()).isBefore(since)).map(Map.Entry::getValue).toList());
        } else if (!ticket.matches() || !tickets.containsKey(ticket.group(1))) {
            answer(call, 404, JSON.createObjectNode());
        } else if (ticket.group(2) == null && post) {
            tickets.get(ticket.group(1)).setAll((ObjectNode) JSON.readTree(call.getRequestBody()));
            answer(call, 200, JSON.createObjectNode().put("ActionID", 1));
        } else if (post) {
            ObjectNode comment = (ObjectNode) JSON.readTree(call.getRequestBody());
            Instant.parse(comment.path("CommentTimestampUTC").asText());
            comment.set("Comment", comment.remove("CommentText"));
            comments.computeIfAbsent(ticket.group(1), key -> new ArrayList<>()).add(comment);
            answer(call, 200, JSON.createObjectNode().put("ActionID", 1));
        } else {
            page(call, comments.getOrDefault(ticket.group(1), List.of()));
        }
    }

    private void page(HttpExchange call, List<ObjectNode> rows) throws IOException {
        int page = Integer.parseInt(parameters(call).get("page"));
        int size = Math.min(50, Integer.parseInt(parameters(call).get("itemsInPage")));
        int pages = (rows.size() + size - 1) / size;
        ObjectNode answer = JSON.createObjectNode().put("page", page).put("itemsInPage", size).put("totalPages", pages)
            .put("nextLink", page < pages ? "https://elsewhere.example.com/next" : "");
        ArrayNode items = answer.putArray("items");
        rows.stream().skip((page - 1L) * size).limit(size).forEach(items::add);
        answer(call, 200, answer);
    }

    private static Map<String, String> parameters(HttpExchange call) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : call.getRequestURI().getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static void answer(HttpExchange call, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
