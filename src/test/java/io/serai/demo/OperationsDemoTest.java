package io.serai.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.decision.Path;
import io.serai.testing.Analyses;
import io.serai.testing.Decisions;
import io.serai.testing.TestAdmin;
import io.serai.testing.Tickets;
import io.serai.ticket.Ticket;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** The shipped actions, carried out at the simulated operations endpoint. */
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestPropertySource(properties = {"spring.profiles.active=demo", "serai.demo.script=", "serai.demo.faults=0", "serai.work.poll=50ms",
    "serai.remediation.poll=200ms", "serai.remediation.hold=200ms",
    "camel.main.routes-include-pattern=file:routes/remediation-*.camel.yaml,file:routes/policy-*.camel.yaml,file:routes/work-record-failure.camel.yaml,"
        + "file:routes/ticket-accept-tickets.camel.yaml,classpath:routes/test-report-execution.camel.yaml,"
        + "file:src/main/resources/demo/routes/demo-operate-systems.camel.yaml"})
class OperationsDemoTest {

    @Autowired TestRestTemplate http;
    @Autowired ProducerTemplate template;
    @Autowired OperationsSystems systems;
    @Autowired DemoFaults faults;
    @Autowired Environment environment;

    @BeforeEach
    void calm() {
        systems.clear();
        faults.every(0);
    }

    @Test
    void aServiceIsRestartedOnceAndFoundRunning() {
        String ticket = decided(Path.REMEDIATE, "restart-service", "host", "web-01", "service", "nginx");
        JsonNode execution = ended(ticket);

        assertThat(execution.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(effects().path("total").asInt()).isEqualTo(1);
        assertThat(effects().at("/effects/0/what").asText()).isEqualTo("restart");
        assertThat(effects().at("/effects/0/system").asText()).isEqualTo("/hosts/web-01/services/nginx");
        assertThat(effects().at("/effects/0/key").asText()).isEqualTo(execution.path("id").asText());
    }

    @Test
    void anAccountIsUnlockedAndACacheClearedThoughTheEndpointFailsNowAndThen() {
        faults.every(2);
        JsonNode unlocked = ended(decided(Path.REMEDIATE, "unlock-account", "account", "jane.doe@example.com"));
        JsonNode cleared = ended(decided(Path.REMEDIATE, "clear-cache", "service", "intranet"));

        assertThat(unlocked.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(cleared.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(effects().path("total").asInt()).isEqualTo(2);
    }

    @Test
    void aVolumeIsExpandedAfterAPersonApproved() {
        String ticket = decided(Path.ASK_APPROVAL, "expand-volume", "host", "db-01", "volume", "/var", "addGb", "20");
        String id = executions(ticket).at("/0/id").asText();
        assertThat(effects().path("total").asInt()).isZero();

        HttpHeaders json = new HttpHeaders();
        json.set(HttpHeaders.CONTENT_TYPE, "application/json");
        ResponseEntity<JsonNode> said = admin().exchange("/api/v1/approvals/" + id, HttpMethod.POST,
            new HttpEntity<>("{\"verdict\": \"approve\"}", json), JsonNode.class);
        assertThat(said.getStatusCode()).isEqualTo(HttpStatus.OK);

        assertThat(ended(ticket).path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(effects().at("/effects/0/system").asText()).isEqualTo("/hosts/db-01/volumes?volume=/var");
    }

    @Test
    void theEndpointChecksItsCallers() {
        assertThat(http.postForEntity("/demo/operations/accounts/a/unlock", null, String.class).getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(call(HttpMethod.POST, "/accounts/a/unlock", null).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(call(HttpMethod.POST, "/accounts/a/delete", "k1").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(call(HttpMethod.GET, "/calls/k1", null).getBody().path("outcome").asText()).isEqualTo("none");
    }

    @Test
    void theEndpointDoesOnceWhatBearsOneKeyAndTakesAnExpansionBack() {
        call(HttpMethod.POST, "/hosts/h/volumes/expand?volume=/var", "k2");
        call(HttpMethod.POST, "/hosts/h/volumes/expand?volume=/var", "k2");
        assertThat(effects().path("total").asInt()).isEqualTo(1);
        assertThat(effects().path("repeats").asInt()).isEqualTo(1);
        assertThat(call(HttpMethod.GET, "/hosts/h/volumes?volume=/var", null).getBody().path("state").asText()).isEqualTo("healthy");
        assertThat(call(HttpMethod.DELETE, "/hosts/h/expansions/k2", "k2-rollback").getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(call(HttpMethod.GET, "/hosts/h/volumes?volume=/var", null).getBody().path("state").asText()).isEqualTo("full");
    }

    private String decided(Path path, String action, String... parameters) {
        Ticket ticket = Tickets.accept(template, Tickets.ticket().optedIn().externalId("INC" + UUID.randomUUID()).build());
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < parameters.length; i += 2) {
            if (parameters[i].equals("addGb")) {
                named.put(parameters[i], Integer.parseInt(parameters[i + 1]));
            } else {
                named.put(parameters[i], parameters[i + 1]);
            }
        }
        template.sendBody("direct:remediation-request-action",
            Decisions.of(path, null, Analyses.analysis().ticket(ticket).proposal(action, named).build(), "it is a test"));
        return ticket.id();
    }

    private JsonNode ended(String ticket) {
        return await().atMost(40, TimeUnit.SECONDS).until(() -> executions(ticket).path(0), execution -> execution.has("finishedAt"));
    }

    private JsonNode executions(String ticket) {
        return admin().getForObject("/api/v1/tickets/" + ticket, JsonNode.class).at("/history/executions");
    }

    private JsonNode effects() {
        return http.getForObject("/demo/operations/effects", JsonNode.class);
    }

    private ResponseEntity<JsonNode> call(HttpMethod method, String path, String key) {
        HttpHeaders headers = new HttpHeaders();
        headers.setBearerAuth(environment.getRequiredProperty("SERAI_OPERATIONS_TOKEN"));
        if (key != null) {
            headers.set("Idempotency-Key", key);
        }
        return http.exchange("/demo/operations" + path, method, new HttpEntity<>(headers), JsonNode.class);
    }

    private TestRestTemplate admin() {
        return http.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD);
    }
}
