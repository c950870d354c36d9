package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.testing.HubTest;
import io.serai.testing.TestAdmin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;

@HubTest
@DirtiesContext
class KnowledgeProgressTest {

    private static final String API = "/api/v1/knowledge/progress";
    private static final Semaphore CALLS = new Semaphore(0);

    /** A model as slow as the test wants it. */
    private static final class SlowEmbedder implements Embedder {
        private final WordEmbedder words = new WordEmbedder("slow", 32);

        @Override
        public String model() {
            return words.model();
        }

        @Override
        public int dimensions() {
            return words.dimensions();
        }

        @Override
        public float[] embedPassage(String text) {
            CALLS.acquireUninterruptibly();
            return words.embedPassage(text);
        }

        @Override
        public float[] embedQuery(String text) {
            return words.embedQuery(text);
        }

        @Override
        public int tokens(String text) {
            return words.tokens(text);
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Slow {
        @Bean
        @Primary
        Embedders slowEmbedders() {
            return new Embedders(new SlowEmbedder());
        }
    }

    @Autowired TestRestTemplate anyone;
    @LocalServerPort int port;

    @BeforeAll
    static void hold() {
        CALLS.drainPermits();
    }

    @AfterAll
    static void letGo() {
        CALLS.release(100_000);
    }

    private HttpRequest.Builder request() {
        String basic = Base64.getEncoder().encodeToString((TestAdmin.NAME + ":" + TestAdmin.PASSWORD).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + API)).timeout(Duration.ofSeconds(60)).header("Authorization", "Basic " + basic);
    }

    private JsonNode now(HttpRequest request) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(MediaType.APPLICATION_JSON_VALUE);
        return new ObjectMapper().readTree(answer.body());
    }

    @Test
    void whoListensIsToldOfEachStepUntilAllIsEmbeddedAndTheStreamEnds() throws Exception {
        HttpResponse<Stream<String>> events = HttpClient.newHttpClient().send(request().header("Accept", MediaType.TEXT_EVENT_STREAM_VALUE).build(),
            HttpResponse.BodyHandlers.ofLines());
        assertThat(events.headers().firstValue("Content-Type").orElse("")).startsWith(MediaType.TEXT_EVENT_STREAM_VALUE);
        List<String> told = new ArrayList<>();
        try (Stream<String> lines = events.body()) {
            Iterator<String> line = lines.iterator();
            until(line, told, "\"waiting\":[1-9]");
            JsonNode json = now(request().header("Accept", MediaType.APPLICATION_JSON_VALUE).build());
            assertThat(json.path("state").asText()).isEqualTo("indexing");
            assertThat(json.path("embedding").path("model").asText()).isEqualTo("slow");
            assertThat(json.path("embedding").path("done").asInt()).isZero();
            assertThat(now(request().build()).path("state").asText()).as("who asks for nothing in particular").isEqualTo("indexing");

            CALLS.release(3);
            until(line, told, "\"done\":[1-9]");
            assertThat(told).contains("event:indexing").doesNotContain("event:ready");
            CALLS.release(100_000);
            line.forEachRemaining(told::add);
        }
        List<String> named = told.stream().filter(line -> line.startsWith("event:")).toList();
        assertThat(named.get(named.size() - 1)).isEqualTo("event:ready");
        assertThat(named.stream().filter("event:ready"::equals)).hasSize(1);
        JsonNode json = now(request().build());
        assertThat(told).contains("data:" + json);
        assertThat(json.path("state").asText()).isEqualTo("ready");
        assertThat(json.path("vectors").asInt()).isPositive();
        assertThat(json.has("embedding")).isFalse();
    }

    private static void until(Iterator<String> lines, List<String> told, String pattern) {
        do {
            assertThat(lines.hasNext()).as("%s", told).isTrue();
            told.add(lines.next());
        } while (!told.get(told.size() - 1).matches("data:.*" + pattern + ".*"));
    }

    @Test
    void nobodyListensWithoutLoggingIn() {
        assertThat(anyone.getForEntity(API, String.class).getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
    }
}
