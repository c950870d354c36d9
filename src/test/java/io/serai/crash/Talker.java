package io.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who files a ticket and answers each question about it once; what the hub did not confirm is said again with the same key. */
final class Talker {

    static final int ROUNDS = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HubProcess hub;
    private final String ticket;
    private final AtomicInteger answered;
    private final Duration thinks;
    private final Duration looks;

    /**
     * @param answered counts the answers of all
     * @param thinks   how long before each answer
     * @param looks    how often for a question
     */
    Talker(HubProcess hub, int number, AtomicInteger answered, Duration thinks, Duration looks) throws IOException, InterruptedException {
        this.hub = hub;
        this.answered = answered;
        this.thinks = thinks;
        this.looks = looks;
        HttpResponse<String> filed = hub.send(post("/api/v1/tickets", JSON.createObjectNode().put("title", "Qwv " + number).put("description", "Zyx."), null));
        assertThat(filed.statusCode()).as(filed.body()).isEqualTo(201);
        this.ticket = JSON.readTree(filed.body()).path("id").asText();
    }

    /** A policy that asks about everything. */
    static void prepare(Path home) throws IOException {
        Files.createDirectories(home.resolve("knowledge"));
        Files.createDirectories(home.resolve("connector-configs"));
        String policy = Files.readString(Path.of("connector-configs/policy.yaml"));
        String asking = policy.replaceFirst("(?m)^  clarify: 0\\.3", "  clarify: 0.0");
        assertThat(asking).isNotEqualTo(policy);
        Files.writeString(home.resolve("connector-configs/policy.yaml"), asking);
    }

    private HttpRequest.Builder post(String path, JsonNode body, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.uri(path)).header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        return key == null ? request : request.header("Idempotency-Key", key);
    }

    Talker talk() {
        for (int round = 1; round <= ROUNDS; round++) {
            int number = round;
            until(() -> questions().size() >= number);
            await().pollDelay(thinks).atMost(thinks.plusSeconds(60)).until(() -> true);
            until(() -> hub.send(post("/api/v1/tickets/" + ticket + "/messages", JSON.createObjectNode().put("text", "Answer " + number + " of " + ticket),
                "answer-" + number)).statusCode() / 100 == 2);
            answered.incrementAndGet();
        }
        until(() -> conversation().path("state").asText().equals("handed-over"));
        return this;
    }

    private void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(150)).pollDelay(Duration.ofMillis(50)).pollInterval(looks).ignoreExceptions()
            .until(condition);
    }

    private List<String> questions() throws IOException, InterruptedException {
        return texts("out");
    }

    private List<String> texts(String direction) throws IOException, InterruptedException {
        List<String> texts = new ArrayList<>();
        hub.each("/api/v1/tickets/" + ticket + "/messages", message -> {
            if (message.path("direction").asText().equals(direction)) {
                texts.add(message.path("text").asText());
            }
        });
        return texts;
    }

    private JsonNode history() throws IOException, InterruptedException {
        return hub.get("/api/v1/tickets/" + ticket).path("history");
    }

    private JsonNode conversation() throws IOException, InterruptedException {
        assertThat(history().path("conversations")).as("one conversation about " + ticket).hasSize(1);
        return history().path("conversations").get(0);
    }

    void check() throws IOException, InterruptedException {
        List<String> asked = questions().stream().flatMap(String::lines).toList();
        Set<String> once = new LinkedHashSet<>(asked);
        assertThat(asked).as("nothing is asked twice").hasSameSizeAs(once).hasSize(6);
        assertThat(texts("in")).as("no answer is lost or doubled").containsExactly("Answer 1 of " + ticket, "Answer 2 of " + ticket, "Answer 3 of " + ticket);
        assertThat(conversation().path("rounds").asInt()).isEqualTo(ROUNDS);
        List<String> paths = new ArrayList<>();
        history().path("decisions").forEach(decision -> paths.add(decision.path("path").asText()));
        assertThat(paths.stream().filter(path -> !path.equals("LEAVE"))).as("each answer is decided on once").containsExactly("CLARIFY", "CLARIFY", "CLARIFY", "ESCALATE");
    }
}
