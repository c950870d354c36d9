package io.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.testing.TestDatabase;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs, each with a home of its own, on one database: each one's index follows what the other is given. */
class TwoHubsIT {

    private static final String SEARCH = "/api/v1/knowledge/search?q=";
    private static final String DOCUMENTS = "/api/v1/knowledge/documents";
    /** What is promised is 5 s; a machine that runs other tests meanwhile gets twice that. */
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LATEST = Duration.ofSeconds(20);

    @TempDir Path homes;
    private HubProcess first;
    private HubProcess second;

    @BeforeEach
    void start() throws Exception {
        Map<String, String> database = Map.of("SERAI_DATABASE_URL", TestDatabase.fresh(), "SERAI_DATABASE_USERNAME", "postgres", "SERAI_DATABASE_PASSWORD", "");
        first = new HubProcess(Files.createDirectory(homes.resolve("first")), database, List.of());
        second = new HubProcess(Files.createDirectory(homes.resolve("second")), database, List.of());
        first.start();
        second.start();
        for (HubProcess hub : List.of(first, second)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> hub.get("/api/v1/knowledge/progress").path("state").asText().equals("ready"));
        }
    }

    @AfterEach
    void stop() throws Exception {
        first.stop();
        second.stop();
    }

    @Test
    void whatOneIsGivenIsFoundByTheOtherWithinSecondsAndGoneFromBothOnceItIsDeleted() throws Exception {
        for (int i = 0; i < 3; i++) {
            String word = "quxvalve" + "abc".charAt(i);
            long begin = System.nanoTime();
            String id = upload(first, word);
            Duration other = until(second, word, id, true, begin);
            Duration own = until(first, word, id, true, begin);
            JsonNode document = first.get(DOCUMENTS + "/" + id);
            Duration reading = Duration.between(Instant.parse(document.path("uploadedAt").asText()), Instant.parse(document.path("changedAt").asText()));
            long end = System.nanoTime();
            HttpResponse<String> deleted = second.send(HttpRequest.newBuilder(second.uri(DOCUMENTS + "/" + id)).DELETE());
            assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(204);
            Duration gone = until(first, word, id, false, end);
            Duration goneHere = until(second, word, id, false, end);
            System.out.printf("two hubs: uploaded to the first, read after %d ms, found by the second after %d ms (by the first after %d ms at most); deleted by the second, gone"
                + " from the first after %d ms (from the second after %d ms at most)%n", reading.toMillis(), other.toMillis(), own.toMillis(), gone.toMillis(), goneHere.toMillis());
            assertThat(List.of(other, own, gone, goneHere)).allMatch(time -> time.compareTo(SOON) < 0, "within 10 s");
        }
    }

    private static String upload(HubProcess hub, String word) throws Exception {
        String body = "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + word + ".md\"\r\n\r\n# The " + word + " leaks\n\nTurn the "
            + word + " valve off, then on.\n\r\n--XX--\r\n";
        HttpResponse<String> answer = hub.send(HttpRequest.newBuilder(hub.uri(DOCUMENTS)).header("Content-Type", "multipart/form-data; boundary=XX")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return new ObjectMapper().readTree(answer.body()).at("/items/0/id").asText();
    }

    private static Duration until(HubProcess hub, String word, String id, boolean there, long begin) {
        await().atMost(LATEST).pollInterval(Duration.ofMillis(50)).until(() -> found(hub, word, id) == there);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static boolean found(HubProcess hub, String word, String id) throws Exception {
        for (JsonNode item : hub.get(SEARCH + word).path("items")) {
            if (item.path("id").asText().equals("upload:" + id)) {
                return true;
            }
        }
        return false;
    }
}
