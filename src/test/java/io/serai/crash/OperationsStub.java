package io.serai.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An operations endpoint that lives through every crash of the hub and counts what was really done. It is unforgiving: it does
 * not honour the idempotency key, so that a second call has a second effect, and is seen.
 */
final class OperationsStub implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, AtomicInteger> effectsByTarget = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> effectsByKey = new ConcurrentHashMap<>();
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    OperationsStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 200);
        server.setExecutor(Executors.newFixedThreadPool(16, task -> {
            Thread thread = new Thread(task, "operations-stub");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Number of effects by what they were done to. */
    Map<String, AtomicInteger> effectsByTarget() {
        return effectsByTarget;
    }

    Map<String, AtomicInteger> effectsByKey() {
        return effectsByKey;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = "{\"state\":\"running\"}";
        exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("POST")) {
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            effectsByKey.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
            effectsByTarget.computeIfAbsent(path, k -> new AtomicInteger()).incrementAndGet();
            done.add(key);
        } else if (path.contains("/calls/")) {
            String key = path.substring(path.lastIndexOf('/') + 1);
            body = done.contains(key) ? "{\"outcome\":\"done\"}" : "{\"outcome\":\"none\"}";
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
