package io.serai.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import io.serai.writeback.WriteBack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** ServiceNow beyond incidents: changes and requests beside them, tokens instead of a password, and the group of the team that takes over. */
@CamelSpringBootTest
@SpringBootTest(properties = {"SERAI_SERVICENOW_AUTH=oauth2", "SERAI_SERVICENOW_CLIENT_ID=serai", "SERAI_SERVICENOW_CLIENT_SECRET=s3cret",
    "SERAI_SERVICENOW_CHANGES=true", "SERAI_SERVICENOW_REQUESTS=true", "SERAI_SERVICENOW_SET_GROUP=true", "SERAI_SERVICENOW_SET_STATE=true",
    "SERAI_SERVICENOW_PERIOD=300", "serai.connector.failures=50", "serai.connector.breaker-pause=1s",
    "camel.main.routes-include-pattern=file:routes/connector-normalize-record.camel.yaml,file:routes/connector-write-note.camel.yaml,"
        + "file:routes/connector-poll-records.camel.yaml,file:routes/policy-repeat-poll.camel.yaml"})
@DirtiesContext
class ServiceNowTest {

    private static final String TABLES = "/api/now/table/";
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String GROUP = "fedcba9876543210fedcba9876543210";
    private static final String MARKER = "[serai:0a1b2c3d]";
    private static final WireMockServer NOW = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

    @Autowired
    ProducerTemplate template;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    Connectors connectors;

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry properties) {
        NOW.start();
        properties.add("SERAI_SERVICENOW_URL", NOW::baseUrl);
    }

    @AfterAll
    static void stop() {
        NOW.stop();
    }

    @BeforeEach
    void begin() {
        NOW.resetAll();
        issue("t1");
        NOW.stubFor(any(anyUrl()).atPriority(9).willReturn(aResponse().withStatus(401).withHeader("Content-Type", "application/json").withBody("{}")));
        accept("t1");
    }

    /** From now on tokens are this one. */
    private static void issue(String token) {
        NOW.stubFor(post("/oauth_token.do").atPriority(1).withRequestBody(containing("grant_type=client_credentials")).withRequestBody(containing("client_secret=s3cret"))
            .willReturn(okJson("{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":1799}")));
    }

    private static void accept(String token) {
        for (String table : List.of("incident", "change_request", "sc_req_item", "sys_journal_field", "sys_user_group")) {
            NOW.stubFor(get(urlPathEqualTo(TABLES + table)).atPriority(5).withHeader("Authorization", equalTo("Bearer " + token)).willReturn(okJson("{\"result\":[]}")));
        }
    }

    private static void row(String table, String number, String more) {
        NOW.stubFor(get(urlPathEqualTo(TABLES + table)).atPriority(3).withHeader("Authorization", equalTo("Bearer t1")).willReturn(okJson(
            "{\"result\":[{\"sys_id\":\"%s\",\"number\":\"%s\",\"short_description\":\"About %s\",\"sys_updated_on\":\"2026-11-25 09:00:00\",\"sys_mod_count\":\"3\"%s}]}"
                .formatted(number.equals("CHG0030002") ? ID : "%032x".formatted(number.hashCode()), number, number, more))));
    }

    @Test
    void changesAndRequestsArePolledBesideIncidentsAndTheirTicketsBelongToOneConnector() {
        row("change_request", "CHG0030001", ",\"state\":\"-2\",\"requested_by.name\":\"Ada\"");
        row("sc_req_item", "RITM0010001", ",\"state\":\"1\",\"requested_for.email\":\"ada@example.com\"");
        Ticket change = polled("servicenow-change", "CHG0030001");
        assertThat(change.source().connector()).isEqualTo("servicenow");
        assertThat(change.kind().json()).isEqualTo("change");
        assertThat(change.status()).isEqualTo(TicketStatus.PENDING);
        assertThat(change.requester().name()).isEqualTo("Ada");
        Ticket request = polled("servicenow-request", "RITM0010001");
        assertThat(request.source().connector()).isEqualTo("servicenow");
        assertThat(request.kind().json()).isEqualTo("request");
        assertThat(request.requester().email()).isEqualTo("ada@example.com");
    }

    private Ticket polled(String connector, String number) {
        String record = await().atMost(Duration.ofSeconds(30)).until(() -> jdbc.sql("SELECT convert_from(payload, 'UTF8') FROM event WHERE connector = ?")
            .param(connector).query(String.class).list(), events -> events.stream().anyMatch(event -> event.contains(number)))
            .stream().filter(event -> event.contains(number)).findFirst().orElseThrow();
        RawEvent event = new RawEvent("01900000-0000-7000-8000-000000000001", "default", connector, "k", true, "application/json", null,
            record.getBytes(StandardCharsets.UTF_8), Instant.now());
        String json = template.requestBody("direct:" + ConnectorRoutes.normalizeRoute(connectors.find(connector).orElseThrow()), event, String.class);
        return new ReadTickets().read(json, connectors.find(connector).orElseThrow(), Instant.now()).get(0);
    }

    @Test
    void aTokenThatIsRefusedIsRenewedByPollAndNoteAlike() {
        await().atMost(Duration.ofSeconds(60)).until(() -> !NOW.findAll(getRequestedFor(urlPathEqualTo(TABLES + "incident"))
            .withHeader("Authorization", equalTo("Bearer t1"))).isEmpty());
        NOW.resetAll();
        issue("t2");
        NOW.stubFor(any(anyUrl()).atPriority(9).willReturn(aResponse().withStatus(401).withHeader("Content-Type", "application/json").withBody("{}")));
        accept("t2");
        NOW.stubFor(patch(urlPathEqualTo(TABLES + "incident/" + ID)).atPriority(5).withHeader("Authorization", equalTo("Bearer t2")).willReturn(okJson("{\"result\":{}}")));
        await().atMost(Duration.ofSeconds(60)).until(() -> !NOW.findAll(getRequestedFor(urlPathEqualTo(TABLES + "incident"))
            .withHeader("Authorization", equalTo("Bearer t2"))).isEmpty());
        send("INC0010001", ID, null, null);
        NOW.verify(1, patched("incident").withHeader("Authorization", equalTo("Bearer t2")));
    }

    @Test
    void aNoteGoesToTheTableOfItsNumberAndOnlyAnIncidentIsResolved() {
        row("change_request", "CHG0030002", "");
        NOW.stubFor(patch(urlPathEqualTo(TABLES + "change_request/" + ID)).willReturn(okJson("{\"result\":{}}")));
        NOW.stubFor(patch(urlPathEqualTo(TABLES + "incident/" + ID)).willReturn(okJson("{\"result\":{}}")));
        send("CHG0030002", null, null, TicketStatus.RESOLVED);
        NOW.verify(1, patched("change_request").withRequestBody(matchingJsonPath("$.work_notes", containing(MARKER)))
            .withRequestBody(matchingJsonPath("$[?(!@.state)]")));
        send("INC0030002", ID, null, TicketStatus.RESOLVED);
        NOW.verify(1, patched("incident").withRequestBody(matchingJsonPath("$.state", equalTo("6"))));
    }

    @Test
    void aHandOverSetsTheGroupOfTheTeamWhereServiceNowHasOne() {
        NOW.stubFor(patch(urlPathEqualTo(TABLES + "incident/" + ID)).willReturn(okJson("{\"result\":{}}")));
        NOW.stubFor(get(urlPathEqualTo(TABLES + "sys_user_group")).atPriority(2).withQueryParam("sysparm_query", equalTo("active=true^name=network-operations"))
            .willReturn(okJson("{\"result\":[{\"sys_id\":\"" + GROUP + "\"}]}")));
        send("INC0010001", ID, "network-operations", null);
        NOW.verify(1, patched("incident").withRequestBody(matchingJsonPath("$.assignment_group", equalTo(GROUP))));
        send("INC0010001", ID, "nobody-here", null);
        send("INC0010001", ID, "a^ORactive=true", null);
        NOW.verify(2, patched("incident").withRequestBody(matchingJsonPath("$[?(!@.assignment_group)]")));
    }

    private static RequestPatternBuilder patched(String table) {
        return patchRequestedFor(urlPathEqualTo(TABLES + table + "/" + ID));
    }

    private void send(String number, String ref, String team, TicketStatus status) {
        template.sendBody("direct:connector-write-servicenow", new WriteBack("01900000-0000-7000-8000-00000000000a", "decision:1",
            "01900000-0000-7000-8000-00000000000b", "default", "servicenow", number, ref, "A note. " + MARKER, MARKER, status, true, false, team));
    }
}
