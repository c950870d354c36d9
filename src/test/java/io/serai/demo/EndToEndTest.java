package io.serai.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.simulator.Report;
import io.serai.simulator.SimulatedDatadog;
import io.serai.testing.TestAdmin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** From each simulated system down the whole road and back into it, with failing calls in between. */
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestPropertySource(properties = {"spring.profiles.active=demo", "serai.demo.script=", "serai.demo.faults=0", "serai.work.poll=50ms",
    "serai.connector.overlap=5s", "serai.connector.breaker-pause=1s", "SERAI_ZABBIX_PERIOD=300", "SERAI_SERVICENOW_PERIOD=300",
    "serai.work.stages.write-back.backoff=1s,1s,1s,1s,1s", "serai.remediation.poll=200ms", "serai.remediation.hold=200ms"})
class EndToEndTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired TestRestTemplate http;
    @Autowired JdbcClient jdbc;
    @Autowired Environment environment;
    @Autowired DemoVendors vendors;
    @Autowired OperationsSystems operations;
    @Autowired @Qualifier("knowledgeHealthIndicator") HealthIndicator knowledge;

    @BeforeEach
    void runbooksAreKnown() {
        await().atMost(PATIENCE).until(() -> knowledge.health(), (Predicate<Health>) health -> String.valueOf(health.getDetails()).contains("ready"));
    }

    @Test
    void aServiceNowIncidentIsAnsweredOnceInItsWorkNotes() {
        vendors.of("servicenow").faults().every(7);
        String number = vendors.of("servicenow").open(new Report("VPN connection drops every few minutes",
            "The VPN client disconnects after some minutes and then times out at connecting.", 4, null, null, null, Map.of("category", "network")));
        String ticket = ticket(number);
        settled(ticket);
        assertThat(path(ticket)).isIn("RESOLVE", "FOLLOW_UP");
        List<String> notes = vendors.of("servicenow").notes(number);
        assertThat(notes).hasSize(1);
        assertThat(notes.get(0)).contains("[serai:").contains("VPN");
        assertThat(decisions(ticket)).as("our own note is not taken for news").isOne();
        vendors.of("servicenow").faults().calm();
    }

    @Test
    void aDatadogAlertIsFixedVerifiedAndToldOnceAndItsRecoveryClosesTheTicket() {
        assertThat(hook("Triggered", "error", "1")).isEqualTo(HttpStatus.ACCEPTED);
        String ticket = ticket("cycle-70");
        await().atMost(PATIENCE).until(() -> state(ticket), "SUCCEEDED"::equals);
        settled(ticket);
        assertThat(path(ticket)).isEqualTo("REMEDIATE");
        assertThat(operations.effects().stream().filter(effect -> effect.system().contains("web-70"))).hasSize(1);
        assertThat(((SimulatedDatadog) vendors.of("datadog")).posted().stream().map(JsonNode::toString).filter(text -> text.contains("cycle-70") || text.contains("restart-service"))).hasSize(2);

        assertThat(hook("Recovered", "success", "2")).isEqualTo(HttpStatus.ACCEPTED);
        await().atMost(PATIENCE).until(() -> jdbc.sql("SELECT status FROM ticket WHERE id = ?::uuid").param(ticket).query(String.class).single(), "resolved"::equals);
        assertThat(hook("Recovered", "success", "2")).isEqualTo(HttpStatus.ACCEPTED);
        assertThat(decisions(ticket)).isOne();
        assertThat(operations.repeats()).isZero();
    }

    @Test
    void aZabbixProblemIsAcknowledgedWithWhatWasFoundAndItsRecoveryClosesTheTicket() {
        String problem = vendors.of("zabbix").open(new Report("High CPU utilization on batch-70: over 95 % for 10 minutes", null, 3, null, null, "batch-70",
            Map.of("scope", "performance")));
        String ticket = ticket(problem);
        settled(ticket);
        assertThat(vendors.of("zabbix").notes(problem)).hasSize(1).first().asString().contains("[serai:");
        vendors.of("zabbix").resolve(problem, Instant.now());
        await().atMost(PATIENCE).until(() -> jdbc.sql("SELECT status FROM ticket WHERE id = ?::uuid").param(ticket).query(String.class).single(), "resolved"::equals);
        assertThat(decisions(ticket)).isOne();
    }

    @Test
    void anActionThatWaitsIsApprovedAfterOurOwnNoteHasChangedTheIncident() {
        String ticket = ticket(vendors.of("servicenow").open(new Report("My account is locked after too many failed attempts",
            "I cannot log in any more. My user account is locked after too many failed sign-in attempts.", 3, "Tomás Rey", "tomas.rey@example.com", null, null)));
        await().atMost(PATIENCE).until(() -> state(ticket), "WAITING_APPROVAL"::equals);
        settled(ticket);
        await().atMost(PATIENCE).until(() -> jdbc.sql("SELECT count(*) FROM event_outcome WHERE ticket_id = ?::uuid").param(ticket).query(Integer.class).single() >= 2);
        String approval = jdbc.sql("SELECT id::text FROM execution WHERE ticket_id = ?::uuid").param(ticket).query(String.class).single();
        HttpHeaders headers = new HttpHeaders();
        headers.setBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD);
        headers.setContentType(MediaType.APPLICATION_JSON);
        assertThat(http.exchange("/api/v1/approvals/" + approval, HttpMethod.POST, new HttpEntity<>("{\"verdict\":\"approve\"}", headers), JsonNode.class)
            .getStatusCode()).isEqualTo(HttpStatus.OK);
        await().atMost(PATIENCE).until(() -> state(ticket), "SUCCEEDED"::equals);
        assertThat(operations.effects().stream().filter(effect -> effect.system().contains("tomas.rey"))).hasSize(1);
    }

    @Test
    void aTicketFiledByHandGoesTheSameRoadAndHasItsHistory() {
        HttpHeaders headers = new HttpHeaders();
        headers.setBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD);
        headers.setContentType(MediaType.APPLICATION_JSON);
        JsonNode filed = http.exchange("/api/v1/tickets", HttpMethod.POST,
            new HttpEntity<>("{\"title\":\"Someone stole credentials in a phishing attack\",\"category\":\"security\"}", headers), JsonNode.class).getBody();
        String ticket = filed.get("id").asText();
        settled(ticket);
        JsonNode shown = http.exchange("/api/v1/tickets/" + ticket, HttpMethod.GET, new HttpEntity<>(headers), JsonNode.class).getBody();
        assertThat(shown.at("/history/decisions/0/path").asText()).isEqualTo("ESCALATE");
        assertThat(shown.at("/history/analyses").size()).isOne();
        assertThat(shown.at("/history/writeBacks/0/state").asText()).isEqualTo("SKIPPED");
    }

    private HttpStatus hook(String transition, String type, String second) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        headers.set("X-Serai-Secret", environment.getRequiredProperty("SERAI_DATADOG_HOOK_SECRET"));
        String body = """
            {"id":"700%s","alert_cycle_key":"cycle-70","alert_transition":"%s","alert_type":"%s","alert_priority":"P3","last_updated":"173393013%s000",
            "event_title":"[P3] [%s on {host:web-70,service:nginx}] Service nginx on web-70 is down","hostname":"web-70","tags":"host:web-70,service:nginx",
            "event_msg":"The health check of the service nginx fails: connection refused, HTTP 503. The process is running and no longer accepts connections."}"""
            .formatted(second, transition, type, second, transition);
        return HttpStatus.valueOf(http.postForEntity("/hooks/datadog", new HttpEntity<>(body, headers), JsonNode.class).getStatusCode().value());
    }

    private String ticket(String externalId) {
        return await().atMost(PATIENCE).until(() -> jdbc.sql("SELECT id::text FROM ticket WHERE external_id = ?").param(externalId).query(String.class).list(),
            found -> found.size() == 1).get(0);
    }

    /** Decided, and every note about it has arrived or is not wanted. */
    private void settled(String ticket) {
        await().atMost(PATIENCE).until(() -> jdbc.sql("""
            SELECT count(*) > 0 AND bool_and(state IN ('SENT', 'SKIPPED')) FROM write_back WHERE ticket_id = ?::uuid""").param(ticket).query(Boolean.class).single());
    }

    private String path(String ticket) {
        return jdbc.sql("SELECT path FROM decision WHERE ticket_id = ?::uuid").param(ticket).query(String.class).single();
    }

    private String state(String ticket) {
        return jdbc.sql("SELECT state FROM execution WHERE ticket_id = ?::uuid").param(ticket).query(String.class).list().stream().findFirst().orElse("");
    }

    private int decisions(String ticket) {
        return jdbc.sql("SELECT count(*) FROM decision WHERE ticket_id = ?::uuid").param(ticket).query(Integer.class).single();
    }
}
