package io.serai.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** HashiCorp Vault's HTTP API as far as it reads secrets of the engine KV version 2 (GET /v1/{mount}/data/{path}); answers as its documentation shows. */
public final class SimulatedVault implements AutoCloseable {

    public static final String TOKEN = "hvs.simulated-token";

    /** How it answers. */
    public enum Mood { WELL, SEALED, SILENT, REDIRECTING, LARGE, NOT_JSON }

    private final HttpServer server;
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Mood mood = Mood.WELL;
    private volatile String namespace;

    public SimulatedVault() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** @param data a JSON object: the secret's fields */
    public void put(String path, String data) {
        secrets.put(path, data);
    }

    public void mood(Mood mood) {
        this.mood = mood;
    }

    /** From now on it answers in this namespace only. */
    public void namespace(String namespace) {
        this.namespace = namespace;
    }

    /** Paths with their queries, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            asked.add(path);
            switch (mood) {
                case SEALED -> answer(exchange, 503, "{\"errors\":[\"Vault is sealed\"]}");
                case SILENT -> closed.await();
                case REDIRECTING -> {
                    exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
                    answer(exchange, 307, "");
                }
                case LARGE -> answer(exchange, 200, "{\"data\":{\"data\":{\"token\":\"" + "x".repeat(1 << 20) + "\"}}}");
                case NOT_JSON -> answer(exchange, 200, "<html>log in to the network</html>");
                default -> read(exchange, path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(HttpExchange exchange, String path) throws IOException {
        boolean known = TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
        boolean here = namespace == null || namespace.equals(exchange.getRequestHeaders().getFirst("X-Vault-Namespace"));
        String data = secrets.get(path.replace("/v1/", "").replace("/data/", "/"));
        if (!known || !here) {
            answer(exchange, 403, "{\"errors\":[\"permission denied\"]}");
        } else if (data == null) {
            answer(exchange, 404, "{\"errors\":[]}");
        } else {
            answer(exchange, 200, "{\"request_id\":\"1\",\"lease_id\":\"\",\"renewable\":false,\"lease_duration\":0,\"data\":{\"data\":" + data
                + ",\"metadata\":{\"created_time\":\"2026-11-20T08:00:00Z\",\"deletion_time\":\"\",\"destroyed\":false,\"version\":1}}}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", body.startsWith("<") ? "text/html" : "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
