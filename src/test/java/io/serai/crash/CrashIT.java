package io.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * TRUST R1, invariants I1 and I2: the hub is killed with SIGKILL while it receives, processes and acts. 5 kills by default; for 50:
 * {@code mvn verify -DskipUnitTests -Dit.test=CrashIT -Dserai.crash.kills=50}.
 */
class CrashIT {

    private static final int KILLS = Integer.getInteger("serai.crash.kills", 5);
    private static final int SENDERS = 20;
    private static final String SECRET = "crash-secret";
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FINAL = Set.of("SUCCEEDED", "FAILED", "UNKNOWN", "ROLLED_BACK", "REJECTED");

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger doubles = new AtomicInteger();

    @Test
    void r1NothingAcknowledgedIsLostAndNoActionRunsTwice(@TempDir Path home) throws Exception {
        prepare(home);
        Random random = new Random(1);
        long slowest = 0;
        try (OperationsStub operations = new OperationsStub()) {
            HubProcess hub = hub(home, operations);
            hub.start();
            for (int kill = 0; kill < KILLS; kill++) {
                AtomicBoolean sending = new AtomicBoolean(true);
                ExecutorService senders = send(hub, sending);
                int before = acknowledged.size();
                int moment = before + 20 + random.nextInt(1_000);
                await().atMost(60, TimeUnit.SECONDS).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(3)).until(() -> acknowledged.size() > moment);
                hub.kill();
                sending.set(false);
                senders.shutdownNow();
                assertThat(senders.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
                slowest = Math.max(slowest, hub.start());
            }
            try {
                await().atMost(Duration.ofSeconds(120 + 10L * KILLS)).pollInterval(Duration.ofSeconds(2)).until(() -> drained(hub));
                report(hub, operations, slowest);
                check(hub, operations);
            } finally {
                hub.stop();
            }
        }
    }

    private void prepare(Path home) throws IOException {
        Files.createDirectories(home.resolve("connector-configs"));
        Files.createDirectories(home.resolve("knowledge"));
        Files.copy(Path.of("src/test/resources/crash/crash.yaml"), home.resolve("connector-configs/crash.yaml"));
        Files.copy(Path.of("src/test/resources/crash/request-queue-long.md"), home.resolve("knowledge/request-queue-long.md"));
    }

    private static HubProcess hub(Path home, OperationsStub operations) throws IOException {
        String lease = LEASE.toSeconds() + "s";
        return new HubProcess(home, Map.of("SERAI_CRASH_SECRET", SECRET, "SERAI_OPERATIONS_URL", operations.url(), "SERAI_OPERATIONS_TOKEN", "t"),
            List.of("--serai.work.stages.received.lease=" + lease, "--serai.work.stages.analyze.lease=" + lease,
                "--serai.work.stages.remediate.lease=" + lease, "--serai.work.stages.write-back.lease=" + lease, "--serai.work.stages.draft.lease=" + lease,
                "--serai.remediation.limit-per-minute=1000000", "--serai.work.lost-leases=1000"));
    }

    private ExecutorService send(HubProcess hub, AtomicBoolean sending) {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        for (int i = 0; i < SENDERS; i++) {
            senders.execute(() -> {
                while (sending.get()) {
                    int number = sent.incrementAndGet();
                    post(hub, number);
                    if (number % 5 == 0) {
                        post(hub, number);
                    }
                }
            });
        }
        return senders;
    }

    /** One in five is a known pattern, for which an action fires. */
    private void post(HubProcess hub, int number) {
        boolean known = number % 5 == 1;
        String body = JSON.createObjectNode().put("id", "e" + number).put("alert_cycle_key", "cycle-" + number).put("alert_transition", "Triggered")
            .put("alert_type", "error").put("priority", "P3").put("last_updated", Long.toString(1_790_000_000_000L + number))
            .put("title", known ? "[Triggered on {host:h" + number + "}] Request queue of the web tier is long" : "[Triggered] Something odd in batch " + number % 20)
            .put("body", known ? "The request queue of the web tier is longer than 200; workers hang and requests time out." : "Zyx qwv.")
            .put("hostname", "h" + number).put("tags", "service:web,host:h" + number).toString();
        try {
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(hub.uri("/hooks/crash")).timeout(Duration.ofSeconds(10))
                .header("X-Serai-Secret", SECRET).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 202) {
                String event = JSON.readTree(answer.body()).get("event").asText();
                String first = acknowledged.putIfAbsent("cycle-" + number, event);
                if (first != null) {
                    doubles.incrementAndGet();
                    assertThat(event).isEqualTo(first);
                }
            }
        } catch (IOException e) {
            // not acknowledged: nothing is promised
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean drained(HubProcess hub) throws IOException, InterruptedException {
        AtomicInteger open = new AtomicInteger();
        hub.each("/api/v1/events", event -> open.addAndGet(event.get("state").asText().equals("waiting") ? 1 : 0));
        if (open.get() > 0) {
            return false;
        }
        hub.each("/api/v1/executions", execution -> open.addAndGet(FINAL.contains(execution.get("state").asText()) ? 0 : 1));
        Set<String> tickets = new HashSet<>();
        hub.each("/api/v1/tickets", ticket -> tickets.add(ticket.get("id").asText()));
        Set<String> decided = new HashSet<>();
        hub.each("/api/v1/decisions", decision -> decided.add(ticketOf(decision)));
        return open.get() == 0 && decided.containsAll(tickets);
    }

    private void check(HubProcess hub, OperationsStub operations) throws IOException, InterruptedException {
        Map<String, JsonNode> events = new HashMap<>();
        hub.each("/api/v1/events", event -> assertThat(events.put(event.get("id").asText(), event)).isNull());
        assertThat(events.keySet()).as("I1: every acknowledged event is stored").containsAll(acknowledged.values());
        acknowledged.values().forEach(id -> assertThat(events.get(id).get("state").asText()).isEqualTo("processed"));

        Map<String, String> tickets = new HashMap<>();
        hub.each("/api/v1/tickets", ticket -> assertThat(tickets.put(ticket.get("source").get("externalId").asText(), ticket.get("id").asText()))
            .as("one ticket an event").isNull());
        assertThat(tickets.keySet()).containsAll(acknowledged.keySet());

        Map<String, Integer> decisions = new HashMap<>();
        hub.each("/api/v1/decisions", decision -> decisions.merge(ticketOf(decision), 1, Integer::sum));
        assertThat(decisions.values()).as("each ticket is decided on once").containsOnly(1);
        assertThat(decisions.keySet()).containsAll(tickets.values());

        operations.effectsByKey().forEach((key, count) -> assertThat(count.get()).as("I2: effects of " + key).isEqualTo(1));
        operations.effectsByTarget().forEach((target, count) -> assertThat(count.get()).as("I2: effects on " + target).isEqualTo(1));
        assertThat(operations.effectsByTarget()).as("actions fired at all").hasSizeGreaterThan(KILLS);
        assertThat(doubles.get()).as("duplicates were sent").isPositive();
    }

    private void report(HubProcess hub, OperationsStub operations, long slowest) throws IOException, InterruptedException {
        AtomicReference<Map<String, Integer>> states = new AtomicReference<>(new HashMap<>());
        hub.each("/api/v1/executions", execution -> states.get().merge(execution.get("state").asText(), 1, Integer::sum));
        System.out.printf("crash: kills=%d sent=%d acknowledged=%d duplicates=%d effects=%d executions=%s slowestRestartMs=%d%n", KILLS, sent.get(),
            acknowledged.size(), doubles.get(), operations.effectsByKey().size(), states.get(), slowest);
    }

    private static String ticketOf(JsonNode decision) {
        return decision.has("ticketId") ? decision.get("ticketId").asText() : decision.at("/analysis/ticket/id").asText();
    }
}
