package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

@CamelSpringBootTest
@DirtiesContext
@SpringBootTest(properties = {"SERAI_DATADOG_HOOK_SECRET=s3same", "SERAI_DATADOG_API_KEY=k3y", "SERAI_DATADOG_APP_KEY=4pp",
    "SERAI_SERVICENOW_URL=http://127.0.0.1:1", "SERAI_SERVICENOW_USERNAME=serai", "SERAI_SERVICENOW_PASSWORD=p4ss",
    "camel.main.routes-include-pattern=file:routes/connector-normalize-record.camel.yaml,file:routes/connector-write-note.camel.yaml,"
        + "file:routes/connector-poll-records.camel.yaml,file:routes/policy-repeat-poll.camel.yaml"})
class ConnectorRoutesTest {

    @Autowired
    CamelContext camel;
    @Autowired
    ProducerTemplate template;
    @Autowired
    NormalizerOf normalizerOf;
    @Autowired
    Connectors connectors;

    @Test
    void aConnectorThatIsOnHasItsRoutesAndOneThatIsOffHasNone() {
        assertThat(camel.getRoute("connector-normalize-datadog").getGroup()).isEqualTo("connector");
        assertThat(camel.getRoute("connector-normalize-datadog").getDescription()).contains("RawEvent of datadog");
        assertThat(camel.getRoutes()).noneMatch(route -> route.getId().contains("zabbix"));
    }

    /** What Hawtio shows of a route is io.serai.operation's to keep free of secrets. */
    @Test
    void noSecretStandsInAnAddress() {
        assertThat(camel.getEndpoints()).anyMatch(endpoint -> endpoint.getEndpointUri().startsWith("servicenow:"));
        assertThat(camel.getEndpoints()).noneMatch(endpoint -> endpoint.getEndpointUri().matches(".*(k3y|4pp|p4ss|t0ken).*"));
    }

    @Test
    void anEventGoesToItsConnectorsKamelet() throws Exception {
        byte[] payload = Files.readAllBytes(Path.of("src/test/resources/payloads/datadog/s05-webhook-custom-payload.json"));
        RawEvent event = new RawEvent("01900000-0000-7000-8000-000000000001", "default", "datadog", "k", true, "application/json", Map.of(), payload,
            Instant.parse("2026-11-21T06:00:00Z"));
        String json = template.requestBody(normalizerOf.normalizer(event), event, String.class);
        List<Ticket> tickets = new ReadTickets().read(json, connectors.find("datadog").orElseThrow(), event.receivedAt());
        assertThat(tickets).singleElement().satisfies(ticket -> {
            assertThat(ticket.title()).isEqualTo("Error monitor");
            assertThat(ticket.status()).isEqualTo(TicketStatus.RESOLVED);
            assertThat(ticket.affectedSystem()).isEqualTo("keep-api-feature-unique-id");
            assertThat(ticket.description()).doesNotContain("%%%").doesNotContain("@webhook").doesNotContain("Edit Monitor");
        });
        assertThat(new String(payload, StandardCharsets.UTF_8)).contains("%%%");
    }
}
