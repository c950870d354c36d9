package io.serai.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.testing.RawHttp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/**
 * TRUST.md, S25 in part: secrets that come in by the environment are seen nowhere again. Every connector is on, and fails, since its vendor
 * is not there; hooks come with right and wrong secrets.
 */
@AutoConfigureObservability(tracing = false)
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
    "SERAI_ADMIN_PASSWORD=marked-secret-01",
    "SERAI_DATADOG_HOOK_SECRET=marked-secret-02", "SERAI_DATADOG_API_KEY=marked-secret-03", "SERAI_DATADOG_APP_KEY=marked-secret-04",
    "SERAI_ZABBIX_HOOK_SECRET=marked-secret-05", "SERAI_ZABBIX_TOKEN=marked-secret-06",
    "SERAI_SERVICENOW_USERNAME=hub", "SERAI_SERVICENOW_PASSWORD=marked-secret-07",
    "SERAI_OPERATIONS_TOKEN=marked-secret-08", "SERAI_TEST_LLM_KEY=marked-secret-09",
    "SERAI_ZABBIX_URL=http://127.0.0.1:1/zabbix", "SERAI_SERVICENOW_URL=http://127.0.0.1:1", "SERAI_DATADOG_URL=http://127.0.0.1:1",
    "SERAI_OPERATIONS_URL=http://127.0.0.1:1", "SERAI_ZABBIX_PERIOD=200", "SERAI_SERVICENOW_PERIOD=200",
    "serai.llm.providers[0].name=marked", "serai.llm.providers[0].base-url=http://127.0.0.1:1/v1", "serai.llm.providers[0].model=none",
    "serai.llm.providers[0].api-key={{env:SERAI_TEST_LLM_KEY}}"})
class S25SecretsTest {

    private static final String MARK = "marked-secret";

    @LocalServerPort
    int port;
    @Autowired
    JdbcClient jdbc;

    @Test
    void secretsFromTheEnvironmentAreSeenNowhereAgain(CapturedOutput output) throws Exception {
        assertThat(hook("datadog", "marked-secret-02", "{\"id\":\"7\",\"title\":\"disk full\",\"alert_transition\":\"Triggered\"}")).isEqualTo(202);
        assertThat(hook("zabbix", "marked-secret-05", "{not json")).isEqualTo(202);
        assertThat(hook("zabbix", "wrong", "{}")).isEqualTo(401);
        await().atMost(Duration.ofSeconds(60)).until(() -> jdbc.sql("SELECT count(*) FROM analysis").query(Integer.class).single() > 0);

        Map<String, String> seen = new SecretHunt(port, jdbc, "marked-secret-01").seen();
        seen.put("log", output.getAll());

        assertThat(seen.keySet()).anyMatch(place -> place.startsWith("jmx org.apache.camel")).anyMatch(place -> place.startsWith("GET /api/"))
            .anyMatch(place -> place.startsWith("GET /actuator/")).anyMatch(place -> place.startsWith("table "));
        assertThat(SecretHunt.finds(seen, MARK)).isEmpty();
    }

    private int hook(String connector, String secret, String body) {
        String request = "POST /hooks/" + connector + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Serai-Secret: " + secret
            + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        return RawHttp.send(port, request.getBytes(StandardCharsets.UTF_8)).status();
    }
}
