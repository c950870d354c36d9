package io.serai.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.serai.home.Fault;
import io.serai.home.HomeCheck;
import io.serai.home.HomeFiles;
import io.serai.testing.HubTest;
import io.serai.testing.TestAdmin;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
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

/** What docs/write-a-connector.md says, done: its files, and nothing else, make a connector. */
@HubTest
class WriteAConnectorTest {

    @RegisterExtension
    static final WireMockExtension FRESHSERVICE = WireMockExtension.newInstance().build();
    @TempDir
    static Path home;

    @Autowired
    TestRestTemplate http;
    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void asThePageSays(DynamicPropertyRegistry properties) throws IOException {
        new DocsPage("write-a-connector.md").writeFiles(home);
        ContractHome.live(properties, home);
        properties.add("SERAI_FRESHSERVICE_URL", FRESHSERVICE::baseUrl);
        properties.add("SERAI_FRESHSERVICE_PERIOD", () -> "2000");
        properties.add("SERAI_FRESHSERVICE_KEY", () -> "key");
        properties.add("SERAI_FRESHSERVICE_HOOK_SECRET", () -> "a secret of this test");
    }

    /** A system with nothing new, unless a test says otherwise. */
    @BeforeEach
    void quiet() {
        FRESHSERVICE.stubFor(get(urlPathEqualTo("/api/v2/tickets")).atPriority(10).willReturn(okJson(tickets(5_000, 0))));
    }

    @Test
    void itsFilesAreValid() {
        List<Fault> faults = new ArrayList<>();
        ServiceLoader.load(HomeCheck.class).forEach(check -> faults.addAll(check.check(new HomeFiles(home))));
        assertThat(faults).isEmpty();
    }

    @Test
    void itsSampleNormalises() throws IOException {
        List<Ticket> tickets = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        try (NormalizeText connector = NormalizeText.with(new HomeFiles(home), "freshservice", variable -> Optional.empty())) {
            connector.normalize(Files.readString(home.resolve("sample.json")), Instant.now(), tickets::add, faults::add);
            connector.normalize("{\"id\":1}", Instant.now(), tickets::add, faults::add);
        }
        assertThat(tickets).singleElement().satisfies(ticket -> {
            assertThat(ticket.source().externalId()).isEqualTo("4711");
            assertThat(ticket.title()).isEqualTo("VPN drops every few minutes");
            assertThat(ticket.priority()).isEqualTo(Priority.HIGH);
        });
        assertThat(faults).singleElement().asString().contains("no subject");
    }

    @Test
    void whatItsWebhookMissedIsFetchedPageByPageAndItsKeyIsChecked() {
        page(1, Scenario.STARTED, Scenario.STARTED, tickets(5_000, 100));
        // one of the first page is deleted now, and 5100 moves up
        page(2, Scenario.STARTED, "deleted", tickets(5_101, 1));
        page(1, "deleted", "deleted", tickets(5_001, 100));
        page(2, "deleted", "read", tickets(5_101, 1));
        page(1, "read", "read", tickets(5_001, 0));
        await().atMost(Duration.ofSeconds(40)).until(() -> jdbc.sql("SELECT count(*) FROM ticket WHERE connector = 'freshservice' AND external_id LIKE '5%'")
            .query(Integer.class).single(), n -> n == 102);
        assertThat(jdbc.sql("SELECT count(*) FROM event WHERE connector = 'freshservice' AND convert_from(payload, 'UTF8')::jsonb ->> 'id' LIKE '5%'")
            .query(Integer.class).single()).as("each once, though polled again and again").isEqualTo(102);

        FRESHSERVICE.stubFor(get(urlPathEqualTo("/api/v2/tickets")).withBasicAuth("key", "key").withQueryParam("per_page", equalTo("1"))
            .willReturn(okJson("{\"tickets\":[]}")));
        assertThat(http.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).postForObject("/api/v1/connectors/freshservice/test", null, JsonNode.class)
            .path("verdict").asText()).isEqualTo("ok");
    }

    private static void page(int number, String state, String next, String tickets) {
        FRESHSERVICE.stubFor(get(urlPathEqualTo("/api/v2/tickets")).withBasicAuth("key", "key").withQueryParam("page", equalTo(Integer.toString(number)))
            .withQueryParam("order_type", equalTo("asc")).withQueryParam("updated_since", matching("20[0-9-]{8}T[0-9:]{8}Z"))
            .inScenario("pages").whenScenarioStateIs(state).willSetStateTo(next).willReturn(okJson(tickets)));
    }

    private static String tickets(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(id -> """
            {"id":%d,"subject":"Number %d","description_text":"Made up.","status":5,"priority":1,"requester":{"email":"jane.doe@example.com"},
             "created_at":"2026-11-20T08:00:00Z","updated_at":"2026-11-20T08:05:00Z"}""".formatted(id, id))
            .collect(Collectors.joining(",", "{\"tickets\":[", "]}"));
    }

    @Test
    void aTicketComesInAndItsNoteGoesOut() throws IOException {
        FRESHSERVICE.stubFor(post(urlEqualTo("/api/v2/tickets/4711/notes")).willReturn(aResponse().withStatus(201)
            .withHeader("Content-Type", "application/json").withBody("{\"conversation\":{\"id\":1}}")));
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        headers.set("X-Serai-Secret", "a secret of this test");
        assertThat(http.postForEntity("/hooks/freshservice", new HttpEntity<>(Files.readString(home.resolve("sample.json")), headers), JsonNode.class)
            .getStatusCode().value()).isEqualTo(202);

        await().atMost(Duration.ofSeconds(60)).until(() -> jdbc.sql("SELECT count(*) FROM write_back WHERE external_id = '4711' AND state = 'SENT'")
            .query(Integer.class).single(), n -> n == 1);
        FRESHSERVICE.verify(1, postRequestedFor(urlEqualTo("/api/v2/tickets/4711/notes")).withHeader("Authorization", equalTo("Basic a2V5OmtleQ=="))
            .withRequestBody(matchingJsonPath("$.body", containing("[serai:"))));
    }
}
