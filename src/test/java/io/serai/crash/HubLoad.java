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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Twenty senders that post events to a hub in a process of its own, one in five an action's known pattern, one in five twice; and what has to be true of
 * them afterwards, whatever happened to the hub meanwhile: TRUST, invariants I1 and I2.
 */
final class HubLoad {

    private static final int SENDERS = 20;
    private static final String SECRET = "crash-secret";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FINAL = Set.of("SUCCEEDED", "FAILED", "UNKNOWN", "ROLLED_BACK", "REJECTED");

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger doubles = new AtomicInteger();
    private final AtomicBoolean sending = new AtomicBoolean();
    private final OperationsStub operations;
    private HubProcess hub;
    private ExecutorService senders;

    HubLoad(OperationsStub operations) {
        this.operations = operations;
    }

    /** @param lease of all stages, so that lost work is given out again soon */
    HubProcess hub(Path home, Duration lease, List<String> arguments) throws IOException {
        prepare(home);
        Map<String, String> environment = Map.of("SERAI_CRASH_SECRET", SECRET, "SERAI_OPERATIONS_URL", operations.url(), "SERAI_OPERATIONS_TOKEN", "t");
        Stream<String> leases = Stream.of("received", "analyze", "remediate", "write-back", "draft")
            .map(stage -> "--serai.work.stages." + stage + ".lease=" + lease.toSeconds() + "s");
        hub = new HubProcess(home, environment, Stream.of(leases, Stream.of("--serai.remediation.limit-per-minute=1000000", "--serai.work.lost-leases=1000",
            "--serai.decision.overrides=" + Path.of("src/test/resources/crash/overrides.yaml").toUri()),
            arguments.stream()).flatMap(Function.identity()).toList());
        return hub;
    }

    private static void prepare(Path home) throws IOException {
        Files.createDirectories(home.resolve("connector-configs"));
        Files.createDirectories(home.resolve("knowledge"));
        Files.copy(Path.of("src/test/resources/crash/crash.yaml"), home.resolve("connector-configs/crash.yaml"));
        Files.copy(Path.of("src/test/resources/crash/request-queue-long.md"), home.resolve("knowledge/request-queue-long.md"));
    }

    void send() {
        sending.set(true);
        senders = Executors.newFixedThreadPool(SENDERS);
        for (int i = 0; i < SENDERS; i++) {
            senders.execute(() -> {
                while (sending.get()) {
                    int number = sent.incrementAndGet();
                    post(number);
                    if (number % 5 == 0) {
                        post(number);
                    }
                }
            });
        }
    }

    void stop() throws InterruptedException {
        sending.set(false);
        senders.shutdownNow();
        assertThat(senders.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Waits until so many more are acknowledged. */
    void awaitMore(int events) {
        int moment = acknowledged.size() + events;
        await().atMost(60, TimeUnit.SECONDS).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(3)).until(() -> acknowledged.size() > moment);
    }

    /** Waits until all is done that there is to do. */
    void drain(Duration most) {
        await().atMost(most).pollInterval(Duration.ofSeconds(2)).until(this::drained);
    }

    /** One in five is a known pattern, for which an action fires. */
    private void post(int number) {
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

    private boolean drained() throws IOException, InterruptedException {
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

    void check(int leastEffects) throws IOException, InterruptedException {
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
        assertThat(operations.effectsByTarget()).as("actions fired at all").hasSizeGreaterThan(leastEffects);
        assertThat(doubles.get()).as("duplicates were sent").isPositive();
    }

    @Override
    public String toString() {
        return "sent=%d acknowledged=%d duplicates=%d effects=%d".formatted(sent.get(), acknowledged.size(), doubles.get(), operations.effectsByKey().size());
    }

    /** How many executions there are in each state. */
    Map<String, Integer> executions() throws IOException, InterruptedException {
        Map<String, Integer> states = new HashMap<>();
        hub.each("/api/v1/executions", execution -> states.merge(execution.get("state").asText(), 1, Integer::sum));
        return states;
    }

    private static String ticketOf(JsonNode decision) {
        return decision.has("ticketId") ? decision.get("ticketId").asText() : decision.at("/analysis/ticket/id").asText();
    }
}
