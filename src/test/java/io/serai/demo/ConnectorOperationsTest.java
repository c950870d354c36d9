package io.serai.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.simulator.Report;
import io.serai.testing.TestAdmin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** An operator pauses, resumes and polls at once; by themselves the connectors poll once an hour here. */
@Simulated
@TestPropertySource(properties = {"SERAI_ZABBIX_PERIOD=3600000", "SERAI_SERVICENOW_PERIOD=3600000"})
class ConnectorOperationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    DemoVendors vendors;
    @Autowired
    TestRestTemplate http;
    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void clear() {
        vendors.of("zabbix").clear();
        vendors.of("servicenow").clear();
    }

    @Test
    void aSyncFetchesNowWhatTheNextPollWouldHave() {
        firstPoll("zabbix");
        firstPoll("servicenow");
        vendors.of("zabbix").open(Report.of("Synced problem"));
        vendors.of("servicenow").open(Report.of("Synced incident"));

        assertThat(post("zabbix", "sync")).isEqualTo(HttpStatusCode.valueOf(202));
        assertThat(post("servicenow", "sync")).isEqualTo(HttpStatusCode.valueOf(202));

        await().atMost(PATIENCE).until(() -> events("zabbix"), n -> n == 1);
        await().atMost(PATIENCE).until(() -> events("servicenow"), n -> n == 1);
        assertThat(jdbc.sql("SELECT DISTINCT actor FROM audit WHERE what = 'connector-synced'").query(String.class).list())
            .isEqualTo(List.of(TestAdmin.NAME));
    }

    @Test
    void aPausedConnectorDoesNotPollUntilItIsResumedAndSaysWhoPausedIt() {
        firstPoll("zabbix");
        assertThat(post("zabbix", "pause")).isEqualTo(HttpStatusCode.valueOf(204));
        assertThat(post("zabbix", "pause")).isEqualTo(HttpStatusCode.valueOf(409));
        assertThat(post("zabbix", "sync")).isEqualTo(HttpStatusCode.valueOf(409));
        JsonNode shown = show("zabbix");
        assertThat(shown.path("state").asText()).isEqualTo("paused");
        assertThat(shown.at("/paused/by").asText()).isEqualTo(TestAdmin.NAME);
        assertThat(shown.at("/paused/reason").asText()).isEqualTo("maintenance of the source");

        assertThat(post("zabbix", "resume")).isEqualTo(HttpStatusCode.valueOf(204));
        assertThat(post("zabbix", "resume")).isEqualTo(HttpStatusCode.valueOf(409));
        assertThat(show("zabbix").has("paused")).isFalse();
        assertThat(post("zabbix", "sync")).isEqualTo(HttpStatusCode.valueOf(202));
    }

    @Test
    void aTestOfZabbixTellsWhatItsTokenMayDoAndWritesNothing() {
        String problem = vendors.of("zabbix").open(Report.of("Untouched problem"));
        JsonNode verdict = call(HttpMethod.POST, "zabbix/test", null).getBody();
        assertThat(verdict.path("verdict").asText()).as(verdict.toString()).isEqualTo("ok");
        assertThat(verdict.path("checks")).hasSize(4);
        assertThat(vendors.of("zabbix").notes(problem)).isEmpty();
    }

    @Test
    void whatIsNotOnOrDoesNotPollIsToldSo() {
        assertThat(post("no-such", "pause")).isEqualTo(HttpStatusCode.valueOf(404));
        assertThat(post("alertmanager", "sync")).isEqualTo(HttpStatusCode.valueOf(409));
    }

    private void firstPoll(String connector) {
        await().atMost(PATIENCE).until(() -> show(connector).has("lastSuccess"));
    }

    private int events(String connector) {
        return jdbc.sql("SELECT count(*) FROM event WHERE connector = ?").param(connector).query(Integer.class).single();
    }

    private JsonNode show(String connector) {
        return call(HttpMethod.GET, connector, null).getBody();
    }

    private HttpStatusCode post(String connector, String deed) {
        return call(HttpMethod.POST, connector + "/" + deed, "{\"reason\":\"maintenance of the source\"}").getStatusCode();
    }

    private ResponseEntity<JsonNode> call(HttpMethod method, String path, String body) {
        HttpHeaders headers = new HttpHeaders();
        headers.setBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD);
        headers.setContentType(MediaType.APPLICATION_JSON);
        return http.exchange("/api/v1/connectors/" + path, method, new HttpEntity<>(body, headers), JsonNode.class);
    }
}
