package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.simulator.SimulatedGraph;
import io.serai.testing.TestAdmin;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What a directory knows of a requester goes the whole road with the ticket, and never holds it up. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {"serai.context.deadline=1500"})
@DirtiesContext
class ContextRoadTest {

    /** Not closed: a second try of this class in the same process needs it as well. */
    private static final SimulatedGraph GRAPH = new SimulatedGraph(Clock.systemUTC());

    @Autowired
    TestRestTemplate http;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        GRAPH.environment().forEach((name, value) -> registry.add(name, () -> value));
    }

    private JsonNode analysed(String mail) {
        TestRestTemplate admin = http.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD);
        String id = admin.postForObject("/api/v1/tickets", Map.of("title", "VPN drops when working from home", "description", "Again and again.",
            "requester", Map.of("name", "Jane Doe", "email", mail)), JsonNode.class).path("id").asText();
        return await().atMost(Duration.ofSeconds(30)).until(() -> admin.getForObject("/api/v1/tickets/" + id, JsonNode.class)
            .at("/history/analyses/0"), analysis -> !analysis.isMissingNode());
    }

    @Test
    void aRequesterIsShownWithTheAnalysisAndAnAnalysisIsMadeWithoutOne() {
        String user = GRAPH.user("jane@example.com", "jane@example.com", "Nurse");
        GRAPH.device(user, "LAP-1", "noncompliant");
        JsonNode requester = analysed("jane@example.com").path("requester");
        assertThat(requester.path("state").asText()).isEqualTo("found");
        assertThat(requester.path("jobTitle").asText()).isEqualTo("Nurse");
        assertThat(requester.at("/devices/0/compliance").asText()).isEqualTo("noncompliant");

        GRAPH.hold();
        JsonNode without = analysed("joe@example.com");
        assertThat(without.at("/requester/state").asText()).isEqualTo("unavailable");
        assertThat(without.path("category").asText()).isEqualTo("vpn");
        assertThat(without.path("degraded").asText()).as("worth no less for that").doesNotContain("requester");
        GRAPH.release();
    }
}
