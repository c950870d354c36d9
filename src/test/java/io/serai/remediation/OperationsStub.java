package io.serai.remediation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An operations endpoint that fails as a test says, and counts what took effect. Each POST to {@code /<action>/<host>} has its effect, unless
 * the behaviour said for the host comes before the effect.
 */
final class OperationsStub implements AutoCloseable {

    /** What happens to one call. */
    enum Behaviour {
        GOOD, HANG, HANG_AFTER_EFFECT, RESET, RESET_AFTER_EFFECT, S500, S503_RETRY_AFTER, S429_RETRY_AFTER, S404, S307, S303_AFTER_EFFECT, S409, HUGE, TRICKLE
    }

    /** One request as it arrived. */
    record Request(long nanos, String method, String uri, String key, String authorization, String body, Map<String, List<String>> headers) {
    }

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final Map<String, Integer> effects = new ConcurrentHashMap<>();
    final Map<String, String> states = new ConcurrentHashMap<>();
    /** Whether a second call with the same key has no second effect. */
    volatile boolean remembersKeys;
    volatile boolean probeFails;
    private final Map<String, Queue<Behaviour>> behaviours = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;

    OperationsStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "operations-stub");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next calls for the host behave so, one after the other; then they are good. */
    void next(String host, Behaviour... next) {
        behaviours.computeIfAbsent(host, h -> new ConcurrentLinkedQueue<>()).addAll(List.of(next));
    }

    /** Number of effects for the host, over all keys. */
    int effects(String host) {
        return effects.entrySet().stream().filter(e -> e.getKey().startsWith(host + " ")).mapToInt(Map.Entry::getValue).sum();
    }

    /** POST requests for the host, in order of arrival. */
    List<Request> calls(String host) {
        return requests.stream().filter(r -> r.method().equals("POST") && r.uri().endsWith("/" + host)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(System.nanoTime(), exchange.getRequestMethod(), exchange.getRequestURI().toString(), key,
                exchange.getRequestHeaders().getFirst("Authorization"), body, Map.copyOf(exchange.getRequestHeaders())));
            if (path.startsWith("/calls/")) {
                boolean done = effects.keySet().stream().anyMatch(k -> k.endsWith(" " + path.substring(7)));
                answer(exchange, probeFails ? 500 : 200, "{\"outcome\":\"" + (done ? "done" : "none") + "\"}");
                return;
            }
            String host = path.substring(path.lastIndexOf('/') + 1);
            if (path.startsWith("/state/")) {
                answer(exchange, 200, "{\"state\":\"" + states.getOrDefault(host, "running") + "\"}");
                return;
            }
            Queue<Behaviour> queue = behaviours.get(host);
            Behaviour behaviour = queue == null || queue.isEmpty() ? Behaviour.GOOD : queue.remove();
            act(exchange, behaviour, host, key);
        }
    }

    private void act(HttpExchange exchange, Behaviour behaviour, String host, String key) throws IOException {
        switch (behaviour) {
            case GOOD -> {
                effect(host, key);
                answer(exchange, 200, "{\"outcome\":\"done\"}");
            }
            case HANG -> hang();
            case HANG_AFTER_EFFECT -> {
                effect(host, key);
                hang();
            }
            case RESET -> exchange.close();
            case RESET_AFTER_EFFECT -> {
                effect(host, key);
                exchange.close();
            }
            case S500 -> answer(exchange, 500, "boom");
            case S503_RETRY_AFTER -> {
                exchange.getResponseHeaders().set("Retry-After", "1");
                answer(exchange, 503, "");
            }
            case S429_RETRY_AFTER -> {
                exchange.getResponseHeaders().set("Retry-After", "1");
                answer(exchange, 429, "");
            }
            case S404 -> answer(exchange, 404, "{}");
            case S409 -> answer(exchange, 409, "{}");
            case S307 -> {
                exchange.getResponseHeaders().set("Location", url() + "/elsewhere/" + host);
                answer(exchange, 307, "");
            }
            case S303_AFTER_EFFECT -> {
                effect(host, key);
                exchange.getResponseHeaders().set("Location", url() + "/elsewhere/" + host);
                answer(exchange, 303, "");
            }
            case TRICKLE -> {
                effect(host, key);
                exchange.sendResponseHeaders(200, 0);
                for (int i = 0; i < 200 && closing.getCount() > 0; i++) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                    pause();
                }
            }
            case HUGE -> {
                effect(host, key);
                answer(exchange, 200, "x".repeat(3 << 20));
            }
        }
    }

    private void effect(String host, String key) {
        effects.merge(host + " " + key, 1, (old, one) -> remembersKeys ? old : old + one);
    }

    private void hang() {
        try {
            closing.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause() {
        try {
            closing.await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
