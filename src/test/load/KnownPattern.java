import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends alerts of a known pattern at a steady rate, and prints how long it takes from the hook's request to the call of the action
 * (TRUST G6), as one line of JSON. When the calls came in stands in the file that Operations.java writes.
 * Usage: java KnownPattern.java HUB_URL CALLS_FILE SECRET COUNT PER_SECOND
 */
final class KnownPattern {

    public static void main(String[] args) throws Exception {
        String hub = args[0];
        String secret = args[2];
        int count = Integer.parseInt(args[3]);
        int rate = Integer.parseInt(args[4]);
        Map<String, Long> sent = new ConcurrentHashMap<>();
        AtomicInteger refused = new AtomicInteger();
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(Executors.newFixedThreadPool(8)).build();
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
        AtomicInteger number = new AtomicInteger();
        String run = "k" + System.currentTimeMillis() % 1_000_000;
        clock.scheduleAtFixedRate(() -> {
            int i = number.getAndIncrement();
            if (i < count) {
                send(http, hub, secret, run + "x" + i, sent, refused);
            }
        }, 0, 1_000_000_000L / rate, TimeUnit.NANOSECONDS);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(count / rate + 90);
        Map<String, Long> took = Map.of();
        while (took.size() + refused.get() < count && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(500);
            took = took(Path.of(args[1]), sent);
        }
        clock.shutdownNow();
        long[] sorted = took.values().stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf("{\"sent\":%d,\"acted\":%d,\"refused\":%d,\"p50ms\":%d,\"p95ms\":%d,\"p99ms\":%d,\"maxMs\":%d}%n", count, sorted.length,
            refused.get(), at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
        System.exit(0);
    }

    private static Map<String, Long> took(Path calls, Map<String, Long> sent) throws IOException {
        try (Stream<String> lines = Files.lines(calls)) {
            return lines.map(line -> line.split(" ")).filter(line -> sent.containsKey(line[1]))
                .collect(Collectors.toMap(line -> line[1], line -> Long.parseLong(line[0]) - sent.get(line[1]), Math::max));
        }
    }

    private static long at(long[] sorted, double share) {
        return sorted.length == 0 ? -1 : sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }

    private static void send(HttpClient http, String hub, String secret, String host, Map<String, Long> sent, AtomicInteger refused) {
        try {
            String body = """
                {"id":"%s","alert_cycle_key":"%s","alert_transition":"Triggered","alert_type":"error","priority":"P3","last_updated":"%d",\
                "title":"[Triggered on {host:%s}] Request queue of the web tier is long","hostname":"%s","tags":"service:web,host:%s",\
                "body":"The request queue of the web tier is longer than 200; workers hang and requests time out."}"""
                .formatted(host, host, System.currentTimeMillis(), host, host, host);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signature = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
            sent.put(host, System.currentTimeMillis());
            http.sendAsync(HttpRequest.newBuilder(URI.create(hub + "/hooks/load")).header("Content-Type", "application/json")
                .header("X-Signature", signature).POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.discarding())
                .thenAccept(answer -> refused.addAndGet(answer.statusCode() == 202 ? 0 : 1));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
