package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.simulator.SimulatedKnowledge;
import io.serai.simulator.SimulatedVendors;
import io.serai.testing.Crashes;
import io.serai.testing.TestAdmin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** All simulated knowledge bases, connected to a hub that has nothing but the routes of articles; and what can be seen of them from outside. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {"serai.connector.failures=50", "serai.connector.breaker-pause=1s",
    "serai.connector.rate-limit-pause=1s", "serai.knowledge.scan=200ms",
    "camel.main.routes-include-pattern=file:routes/connector-poll-articles.camel.yaml,file:routes/connector-fetch-article.camel.yaml,"
        + "file:routes/connector-fetch-attachment.camel.yaml,file:routes/knowledge-choose-attachments.camel.yaml,file:routes/knowledge-keep-attachment.camel.yaml,"
        + "file:routes/knowledge-choose-articles.camel.yaml,file:routes/knowledge-keep-article.camel.yaml,file:routes/policy-repeat-poll.camel.yaml"})
@Import(Crashes.class)
@DirtiesContext
abstract class KnowledgeRoom {

    static final Instant LONG_AGO = Instant.now().minus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS);
    static final Duration LONG = Duration.ofSeconds(90);
    static final Map<String, SimulatedKnowledge> SITES = SimulatedVendors.knowledge(Clock.systemUTC()).stream()
        .collect(Collectors.toMap(SimulatedKnowledge::name, Function.identity()));

    @TempDir
    static Path home;

    @Autowired
    JdbcClient jdbc;
    @Autowired
    CamelContext camel;
    @Autowired
    ConnectorStates states;
    @Autowired
    TestRestTemplate http;
    @Autowired
    Crashes crashes;

    @DynamicPropertySource
    static void files(DynamicPropertyRegistry registry) throws IOException {
        KnowledgeHome.describe(registry, home, SITES.values());
        ContractHome.live(registry, home);
    }

    static Stream<Named<SimulatedKnowledge>> sites() {
        return SITES.values().stream().map(site -> Named.of(site.name(), site));
    }

    @AfterEach
    void clear() {
        crashes.none();
        SITES.values().forEach(site -> {
            site.revoke(false);
            site.clear();
        });
        await().atMost(LONG).until(() -> {
            // a list that was under way may bring back what it had read already
            SITES.keySet().forEach(name -> http.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).delete("/api/v1/knowledge/sources/" + name));
            jdbc.sql("DELETE FROM connector_cursor").update();
            return jdbc.sql("SELECT count(*) FROM knowledge_article").query(Long.class).single() == 0;
        });
    }

    @AfterAll
    static void stop() {
        SITES.values().forEach(SimulatedKnowledge::close);
    }

    List<String> publish(SimulatedKnowledge site, int count, Instant at) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(site.publish("Article " + i, "<h2>Steps</h2><p>Do " + i + ".</p>", at));
        }
        return ids;
    }

    List<String> stored(SimulatedKnowledge site) {
        return jdbc.sql("SELECT name FROM knowledge_document WHERE source = :source").param("source", site.name()).query(String.class).list();
    }

    List<String> names(SimulatedKnowledge site, List<String> ids) {
        return ids.stream().map(id -> site.name() + ":" + id).toList();
    }

    void allAreStored(SimulatedKnowledge site, List<String> ids) {
        await().atMost(LONG).untilAsserted(() -> assertThat(stored(site)).containsExactlyInAnyOrderElementsOf(names(site, ids)));
    }

    JsonNode state(SimulatedKnowledge site) {
        JsonNode answer = http.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).getForObject("/api/v1/knowledge/sources", JsonNode.class);
        return StreamSupport.stream(answer.path("items").spliterator(), false).filter(one -> one.path("connector").asText().equals(site.name())).findFirst()
            .orElse(answer.path("none"));
    }

    void awaitError(SimulatedKnowledge site, String words) {
        await().atMost(LONG).untilAsserted(() -> assertThat(states.of(site.name()).view().lastError()).contains(words));
    }

    JsonNode search(String words) {
        return http.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).getForObject("/api/v1/knowledge/search?size=5&q={q}", JsonNode.class, words);
    }

    void awaitLists(SimulatedKnowledge site, int more) {
        long before = jdbc.sql("SELECT count(*) FROM knowledge_source").query(Long.class).single();
        Instant from = Instant.now();
        for (int i = 0; i < more; i++) {
            Instant after = i == 0 ? from : Instant.now();
            await().atMost(LONG).until(() -> jdbc.sql("SELECT count(*) FROM knowledge_source WHERE connector = :c AND listed_at > :at")
                .param("c", site.name()).param("at", java.sql.Timestamp.from(after)).query(Long.class).single() == 1);
        }
        assertThat(before).isPositive();
    }

    String verdict(SimulatedKnowledge site) {
        return http.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).postForObject("/api/v1/connectors/" + site.name() + "/test", null, JsonNode.class)
            .path("verdict").asText();
    }
}
