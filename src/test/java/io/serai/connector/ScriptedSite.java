package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * A site of articles or people on a free port of this machine, for which there is no simulator: it answers one call after the other, and now and then
 * has no time (429) or falls over (500).
 */
abstract class ScriptedSite implements AutoCloseable {

    /** 2^64 divided by the golden ratio: multiples of it are spread evenly and without a period. */
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    protected final ObjectMapper json = new ObjectMapper();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private String failing = "";
    private int every;
    private int counted;
    private int faults;

    ScriptedSite() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newCachedThreadPool(ScriptedSite::thread));
        server.start();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "scripted-site");
        thread.setDaemon(true);
        return thread;
    }

    record Call(String method, String path, String query, Headers headers, String body) {
        /** A parameter of the query or of a form, decoded; empty if there is none. */
        static String parameter(String encoded, String name) {
            for (String pair : (encoded == null ? "" : encoded).split("&")) {
                if (pair.startsWith(name + "=")) {
                    return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                }
            }
            return "";
        }
    }

    record Answer(int status, String body) {
    }

    /** Called before a call is answered, with nothing locked. */
    protected void before(Call call) throws InterruptedException {
        // nothing to wait for
    }

    /** A header of all answers, or {@code null} for none. */
    protected String header(String name) {
        return null;
    }

    /** Called by one thread at a time, with this object locked. */
    protected abstract Answer answer(Call call) throws IOException;

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param n of how many calls whose path contains {@code path} one fails; 0 for none */
    synchronized void failing(int n, String path) {
        every = n;
        failing = path;
        counted = 0;
        faults = 0;
    }

    /** The calls that arrived, with those that failed. */
    List<Call> calls() {
        return calls;
    }

    protected JsonNode read(String text) throws IOException {
        return json.readTree(text);
    }

    private void handle(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        Call call = new Call(exchange.getRequestMethod(), uri.getPath(), uri.getRawQuery(), exchange.getRequestHeaders(),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        calls.add(call);
        try {
            before(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Answer answer = judge(exchange, call);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        if (header("Retry-After") != null) {
            exchange.getResponseHeaders().add("Retry-After", header("Retry-After"));
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private synchronized Answer judge(HttpExchange exchange, Call call) throws IOException {
        if (every > 0 && call.path().contains(failing) && Long.remainderUnsigned((++counted * GOLDEN) >>> 33, every) == 0) {
            boolean tooMany = faults++ % 2 == 0;
            if (tooMany) {
                exchange.getResponseHeaders().add("Retry-After", "1");
            }
            return new Answer(tooMany ? 429 : 500, "<html>not now</html>");
        }
        return answer(call);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
