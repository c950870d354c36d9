package io.serai.connector;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.serai.testing.HubTest;
import io.serai.testing.TestAdmin;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** What a system has and the hub never got, and whether the hub's credentials are right: against a ServiceNow whose records lie behind the poll's place. */
@HubTest
@DirtiesContext
@TestPropertySource(properties = {"SERAI_SERVICENOW_USERNAME=serai", "SERAI_SERVICENOW_PASSWORD=p4ss", "SERAI_SERVICENOW_PERIOD=3600000"})
class ConnectorGapsTest {

    private static final String INCIDENTS = "/api/now/table/incident";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final WireMockServer NOW = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

    @Autowired
    TestRestTemplate http;
    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry properties) {
        NOW.start();
        // for the first poll, which the hub makes as it starts
        serve(okJson("{\"result\":[]}"));
        properties.add("SERAI_SERVICENOW_URL", NOW::baseUrl);
    }

    @AfterAll
    static void stop() {
        NOW.stop();
    }

    @BeforeEach
    void empty() {
        NOW.resetAll();
        serve(okJson("{\"result\":[]}"));
        await().atMost(Duration.ofSeconds(30)).until(() -> call(HttpMethod.GET, "").getBody().has("lastSuccess"));
    }

    private static void serve(ResponseDefinitionBuilder answer) {
        NOW.stubFor(get(urlPathEqualTo(INCIDENTS)).withBasicAuth("serai", "p4ss").willReturn(answer));
    }

    private static String row(String number, Instant changed, String state) {
        return "{\"sys_id\":\"%032x\",\"number\":\"%s\",\"short_description\":\"About %s\",\"state\":\"%s\",\"opened_at\":\"2026-11-01 08:00:00\",\"sys_updated_on\":\"%s\",\"sys_mod_count\":\"1\"}"
            .formatted(number.hashCode(), number, number, state, TIME.format(changed));
    }

    @Test
    void whatTheHubNeverGotIsListedAndFetchedOnce() {
        Instant longAgo = Instant.now().minus(Duration.ofHours(3));
        serve(okJson("{\"result\":[" + row("INC7000001", longAgo, "1") + "," + row("INC7000002", longAgo, "2") + ",{\"sys_id\":\"x\"}]}"));

        JsonNode look = call(HttpMethod.GET, "/gaps?since=PT6H&fetch=false").getBody();
        assertThat(look.path("state").asText()).isEqualTo("done");
        assertThat(look.path("records").asInt()).isEqualTo(3);
        assertThat(look.findValuesAsText("kind")).containsExactly("MISSING", "MISSING", "UNREADABLE");
        assertThat(look.path("gaps").path(0).has("event")).isFalse();
        assertThat(tickets()).isEmpty();

        JsonNode fetched = call(HttpMethod.GET, "/gaps?since=PT6H").getBody();
        assertThat(fetched.path("count").asInt()).isEqualTo(3);
        assertThat(fetched.path("gaps").path(0).path("event").asText()).isNotEmpty();
        await().atMost(Duration.ofSeconds(30)).until(this::tickets, found -> found.equals(List.of("INC7000001", "INC7000002")));

        assertThat(call(HttpMethod.GET, "/gaps?since=PT6H&fetch=false").getBody().findValuesAsText("kind")).containsExactly("UNREADABLE");
        serve(okJson("{\"result\":[" + row("INC7000001", longAgo.plusSeconds(60), "6") + "]}"));
        assertThat(call(HttpMethod.GET, "/gaps?since=PT6H&fetch=false").getBody().findValuesAsText("kind")).containsExactly("OLDER");
        assertThat(jdbc.sql("SELECT count(*) FROM connector_cursor WHERE connector = 'servicenow' AND resume_since IS NOT NULL").query(Integer.class).single()).isZero();
    }

    @Test
    void aComparisonThatFailsSaysWhyAndABadTimeIsRefused() {
        serve(aResponse().withStatus(500));
        ResponseEntity<JsonNode> failed = call(HttpMethod.GET, "/gaps");
        assertThat(failed.getStatusCode().value()).isEqualTo(502);
        assertThat(failed.getBody().path("error").asText()).contains("HTTP 500");
        assertThat(call(HttpMethod.GET, "/gaps?since=yesterday").getStatusCode().value()).isEqualTo(400);
        assertThat(call(HttpMethod.GET, "/gaps?since=P91D").getBody().path("detail").asText()).contains("90 days");
    }

    @Test
    void credentialsAndPermissionsAreCheckedEachInWords() {
        serve(okJson("{\"result\":[{\"sys_id\":\"1\"}]}"));
        NOW.stubFor(get(urlPathEqualTo("/api/now/table/sys_journal_field")).willReturn(aResponse().withStatus(403)));
        JsonNode verdict = call(HttpMethod.POST, "/test").getBody();
        assertThat(verdict.path("verdict").asText()).isEqualTo("failed");
        assertThat(verdict.at("/checks/0/ok").asBoolean()).isTrue();
        assertThat(verdict.at("/checks/1/what").asText()).contains("may read the journal");
        assertThat(verdict.at("/checks/1/detail").asText()).isEqualTo("HTTP 403: the credentials are wrong, expired or may not do this");
        NOW.stubFor(get(urlPathEqualTo("/api/now/table/sys_journal_field")).willReturn(okJson("{\"result\":[]}")));
        assertThat(call(HttpMethod.POST, "/test").getBody().path("verdict").asText()).isEqualTo("ok");
        serve(okJson("{\"error\":\"p4ss\"}"));
        assertThat(call(HttpMethod.POST, "/test").getBody().toString()).contains("the answer has no /result/0/sys_id").doesNotContain("p4ss");
    }

    private List<String> tickets() {
        return jdbc.sql("SELECT external_id FROM ticket WHERE external_id LIKE 'INC70%' ORDER BY 1").query(String.class).list();
    }

    private ResponseEntity<JsonNode> call(HttpMethod method, String path) {
        HttpHeaders headers = new HttpHeaders();
        headers.setBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD);
        return http.exchange("/api/v1/connectors/servicenow" + path, method, new HttpEntity<>(headers), JsonNode.class);
    }
}
