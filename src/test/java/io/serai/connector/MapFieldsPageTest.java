package io.serai.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.serai.home.HomeFiles;
import io.serai.testing.HubTest;
import io.serai.ticket.Category;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What docs/map-fields.md says, done in the hub: one Jira of two tenants. */
@HubTest
class MapFieldsPageTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DocsPage PAGE = new DocsPage("map-fields.md");
    private static final String SECRET = "a secret of this test";

    @RegisterExtension
    static final WireMockExtension JIRA = WireMockExtension.newInstance().build();
    @TempDir
    static Path home;

    @Autowired
    TestRestTemplate http;
    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void asThePageSays(DynamicPropertyRegistry properties) throws IOException {
        Path config = home.resolve("connector-configs/jira.yaml");
        Files.createDirectories(config.getParent());
        Files.writeString(config, Files.readString(Path.of("connector-configs/jira.yaml")) + "\n" + PAGE.block("yaml"));
        ContractHome.live(properties, home);
        properties.add("SERAI_JIRA_URL", JIRA::baseUrl);
        Map.of("SERAI_JIRA_TOKEN", "t0ken", "SERAI_JIRA_USERNAME", "serai@example.com", "SERAI_JIRA_HOOK_SECRET", SECRET,
            "SERAI_JIRA_OWN_USER", "acc-1").forEach((name, value) -> properties.add(name, () -> value));
    }

    @Test
    void itsIssueIsReadAsItSays() throws IOException {
        List<Ticket> tickets = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        try (NormalizeText jira = NormalizeText.with(new HomeFiles(home), "jira", name -> Optional.empty())) {
            jira.normalize(PAGE.block("json"), Instant.now(), tickets::add, faults::add);
        }
        assertThat(faults).isEmpty();
        assertThat(tickets).singleElement().satisfies(ticket -> {
            assertThat(ticket.tenant()).isEqualTo("nord");
            assertThat(ticket.priority()).isEqualTo(Priority.MEDIUM);
            assertThat(ticket.status()).isEqualTo(TicketStatus.PENDING);
            assertThat(ticket.category()).isEqualTo(Category.EMAIL);
            assertThat(ticket.affectedSystem()).isEqualTo("mx-2");
            assertThat(ticket.labels()).containsEntry("cost_center", "4711").containsEntry("site", "Oasis").containsEntry("project", "NORD");
        });
    }

    @Test
    void ticketsOfSeveralTenantsComeThroughOneConnectorAndTheirNotesGoBackThroughIt() throws Exception {
        JIRA.stubFor(post(urlPathMatching("/rest/api/3/search/jql")).willReturn(json(200, "{\"issues\":[],\"isLast\":true}")));
        JIRA.stubFor(post(urlPathMatching("/rest/api/3/issue/[A-Z]+-[0-9]+/comment")).willReturn(json(201, "{\"id\":\"1\"}")));

        send("ACME-7", "Trivial", "2026-11-20T08:05:00.000+0000", "acc-2");
        send("NORD-7", "Trivial", "2026-11-20T08:05:00.000+0000", "acc-2");
        send("OTHER-7", "Blocker", "2026-11-20T08:05:00.000+0000", "acc-2");
        // once more, as by another delivery
        send("ACME-7", "Trivial", "2026-11-20T08:05:00.000+0000", "acc-3");

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(jdbc.sql("SELECT tenant || ' ' || external_id FROM write_back "
            + "WHERE connector = 'jira' AND state = 'SENT' ORDER BY 1").query(String.class).list()).containsExactly("acme ACME-7", "default OTHER-7", "nord NORD-7"));
        assertThat(tickets()).containsExactly("acme ACME-7 low", "default OTHER-7 critical", "nord NORD-7 medium");
        assertThat(jdbc.sql("SELECT DISTINCT tenant FROM event WHERE connector = 'jira'").query(String.class).list()).containsExactly("default");
        List.of("ACME", "NORD", "OTHER").forEach(project -> JIRA.verify(1, postRequestedFor(urlPathEqualTo("/rest/api/3/issue/" + project + "-7/comment"))
            .withRequestBody(containing("[serai:"))));

        // our own change comes back, newer and with another priority: stored, and not analysed again
        send("ACME-7", "Blocker", "2026-11-20T09:00:00.000+0000", "acc-1");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
            assertThat(tickets()).containsExactly("acme ACME-7 critical", "default OTHER-7 critical", "nord NORD-7 medium"));
        assertThat(jdbc.sql("SELECT outcome FROM event_outcome o JOIN ticket t ON t.id = o.ticket_id WHERE t.external_id = 'ACME-7' ORDER BY o.event_id DESC LIMIT 1")
            .query(String.class).single()).isEqualTo("unchanged");
        assertThat(jdbc.sql("SELECT count(*) FROM write_back WHERE external_id = 'ACME-7'").query(Integer.class).single()).isEqualTo(1);
    }

    private List<String> tickets() {
        return jdbc.sql("SELECT tenant || ' ' || external_id || ' ' || priority FROM ticket WHERE connector = 'jira' ORDER BY 1").query(String.class).list();
    }

    private void send(String key, String priority, String updated, String user) throws IOException, GeneralSecurityException {
        ObjectNode issue = (ObjectNode) JSON.readTree(PAGE.block("json"));
        issue.put("key", key);
        ObjectNode fields = (ObjectNode) issue.path("fields");
        fields.put("updated", updated).putObject("project").put("key", key.split("-")[0]);
        fields.putObject("priority").put("name", priority);
        ObjectNode body = JSON.createObjectNode().put("webhookEvent", "jira:issue_updated").put("tenant", "nord");
        body.putObject("user").put("accountId", user);
        body.set("issue", issue);
        byte[] payload = JSON.writeValueAsBytes(body);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        headers.set("X-Hub-Signature", "sha256=" + HexFormat.of().formatHex(mac.doFinal(payload)));
        assertThat(http.postForEntity("/hooks/jira", new HttpEntity<>(payload, headers), JsonNode.class).getStatusCode().value()).isEqualTo(202);
    }

    private static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse().withStatus(status).withHeader("Content-Type", "application/json").withBody(body);
    }
}
