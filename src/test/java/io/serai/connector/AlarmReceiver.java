package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Who is told of alarms, on a free port of this machine; it may fail some calls before it takes one. */
final class AlarmReceiver implements AutoCloseable {

    /** One call. {@code taken} is false where it was answered with a failure. */
    record Call(String target, String key, String secret, JsonNode event, boolean taken) {
    }

    private final ObjectMapper json = new ObjectMapper();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final HttpServer server;
    private volatile int status = 500;

    AlarmReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "alarm-receiver");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            boolean taken = failures.getAndUpdate(n -> n > 0 ? n - 1 : 0) == 0;
            calls.add(new Call(exchange.getRequestURI().toString(), exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                exchange.getRequestHeaders().getFirst("X-Alarm-Secret"), json.readTree(exchange.getRequestBody().readAllBytes()), taken));
            byte[] answer = "ok, and this is no JSON".getBytes();
            if (!taken && status >= 300 && status < 400) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(taken ? 200 : status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void failing(int times, int with) {
        status = with;
        failures.set(times);
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** What was taken, as {@code silent raised}, of one connector, in order. */
    List<String> taken(String connector) {
        return calls.stream().filter(call -> call.taken() && call.event().path("connector").asText().equals(connector))
            .map(call -> call.event().path("alarm").asText() + " " + call.event().path("state").asText()).toList();
    }

    void clear() {
        calls.clear();
        failures.set(0);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
