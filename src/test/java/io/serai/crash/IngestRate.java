package io.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Events of which nothing is known, sent to a hub at an even rate, whether or not the last one was answered; and how long each took from the moment at
 * which it was due to be sent until its 202.
 */
final class IngestRate {

    static final Map<String, String> ENVIRONMENT = Map.of("SERAI_CRASH_SECRET", "crash-secret", "SERAI_OPERATIONS_URL", "http://127.0.0.1:1", "SERAI_OPERATIONS_TOKEN", "t");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();
    private final AtomicInteger number = new AtomicInteger();
    private final HubProcess hub;
    private final int perSecond;

    IngestRate(HubProcess hub, int perSecond) {
        this.hub = hub;
        this.perSecond = perSecond;
    }

    /** @param home where the connector is put, and overrides of the policy: about its tickets nobody is asked */
    static void prepare(Path home) throws IOException {
        Files.createDirectories(home.resolve("knowledge"));
        Files.createDirectories(home.resolve("connector-configs"));
        Files.copy(Path.of("src/test/resources/crash/crash.yaml"), home.resolve("connector-configs/crash.yaml"));
        Files.writeString(home.resolve("overrides.yaml"), "overrides:\n  - connectors: [crash]\n    thresholds: {clarify: 0.5}\n");
    }

    /** Sends until it is closed. */
    Run run() {
        return new Run();
    }

    /** Sends for so long. */
    Run run(Duration length) throws InterruptedException {
        try (Run run = run()) {
            run.senders.awaitTermination(length.toMillis(), TimeUnit.MILLISECONDS);
            return run;
        }
    }

    /** Until nothing waits to be done. */
    void drain() {
        await().atMost(Duration.ofSeconds(240)).pollInterval(Duration.ofMillis(500)).until(() -> {
            String metrics = hub.send(HttpRequest.newBuilder(hub.uri("/actuator/prometheus"))).body();
            return metrics.lines().filter(line -> line.startsWith("serai_work_backlog")).allMatch(line -> line.endsWith(" 0.0"));
        });
    }

    final class Run implements AutoCloseable {

        private final Collection<Double> took = new ConcurrentLinkedQueue<>();
        private final Collection<String> refused = new ConcurrentLinkedQueue<>();
        private final ScheduledExecutorService senders = Executors.newScheduledThreadPool(16);
        private final long begin = System.nanoTime();

        private Run() {
            // sixteen senders at a sixteenth of the rate each: one that waits for its answer does not hold up the others
            for (int i = 0; i < 16; i++) {
                long every = 16_000_000_000L / perSecond;
                long first = every * i / 16;
                AtomicInteger count = new AtomicInteger();
                senders.scheduleAtFixedRate(() -> send(begin + first + every * count.getAndIncrement()), first, every, TimeUnit.NANOSECONDS);
            }
        }

        private void send(long due) {
            int id = number.incrementAndGet();
            String body = JSON.createObjectNode().put("id", "e" + id).put("alert_cycle_key", "cycle-" + id).put("alert_transition", "Triggered")
                .put("alert_type", "error").put("priority", "P3").put("last_updated", Long.toString(1_790_000_000_000L + id))
                .put("title", "[Triggered] Something odd in batch " + id).put("body", "Zyx qwv.").put("hostname", "h" + id).toString();
            try {
                HttpResponse<String> answer = http.send(HttpRequest.newBuilder(hub.uri("/hooks/crash")).timeout(Duration.ofSeconds(20))
                    .header("X-Serai-Secret", "crash-secret").header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 202) {
                    took.add((System.nanoTime() - due) / 1e6);
                } else {
                    refused.add(answer.statusCode() + " " + answer.body());
                }
            } catch (IOException e) {
                refused.add(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws InterruptedException {
            senders.shutdown();
            assertThat(senders.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            assertThat(refused).isEmpty();
        }

        /** In milliseconds. */
        Collection<Double> took() {
            return took;
        }
    }

    static double percentile(Collection<Double> values, double share) {
        double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }
}
