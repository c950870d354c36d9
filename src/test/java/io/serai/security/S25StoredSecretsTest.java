package io.serai.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.testing.RawHttp;
import io.serai.testing.SimulatedVault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * TRUST.md, S25: secrets that a connector's file has read from a file and from Vault work, and are seen nowhere; a connector whose secret cannot
 * be read is off, says why, and stops nothing else. The Vault is simulated.
 */
@AutoConfigureObservability(tracing = false)
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {"SERAI_ADMIN_PASSWORD=marked-secret-20",
    "SERAI_ZABBIX_URL=http://127.0.0.1:1/zabbix", "SERAI_ZABBIX_PERIOD=200", "SERAI_VAULT_HOST=127.0.0.1", "SERAI_VAULT_SCHEME=http",
    "SERAI_VAULT_TOKEN=" + SimulatedVault.TOKEN, "SERAI_JIRA_URL=http://127.0.0.1:1", "SERAI_JIRA_USERNAME=serai", "SERAI_JIRA_HOOK_SECRET=marked-secret-23"})
class S25StoredSecretsTest {

    private static final String MARK = "marked-secret";
    private static SimulatedVault vault;

    @TempDir
    static Path home;
    @LocalServerPort
    int port;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TestRestTemplate http;

    @DynamicPropertySource
    static void layOut(DynamicPropertyRegistry properties) throws IOException {
        vault = new SimulatedVault();
        vault.put("secret/serai/zabbix", "{\"token\":\"marked-secret-21\"}");
        Files.writeString(Files.createDirectories(home.resolve("secrets")).resolve("hook"), "marked-secret-22\n");
        Path configs = Files.createDirectories(home.resolve("connector-configs"));
        kept(configs, "zabbix", "{{env:SERAI_ZABBIX_TOKEN}}", "{{hashicorp:secret:serai/zabbix#token}}", "{{env:SERAI_ZABBIX_HOOK_SECRET}}", "{{file:secrets/hook}}");
        kept(configs, "jira", "{{env:SERAI_JIRA_TOKEN}}", "{{hashicorp:secret:serai/jira#token}}");
        properties.add("serai.home", home::toString);
        // the hub derives this from serai.home, but before a test can set it
        properties.add("camel.component.kamelet.location", () -> "file:" + home.resolve("kamelets") + ",classpath:serai/kamelets");
        properties.add("SERAI_VAULT_PORT", () -> vault.port());
    }

    /** The shipped file, with its secrets from elsewhere. */
    private static void kept(Path configs, String connector, String... changes) throws IOException {
        String text = Files.readString(Path.of("connector-configs", connector + ".yaml"));
        for (int i = 0; i < changes.length; i += 2) {
            String variable = changes[i].substring("{{env:".length(), changes[i].length() - 2);
            assertThat(text).contains(changes[i]);
            text = text.replace(changes[i], changes[i + 1]).replace("  enabledBy: [" + variable + "]\n", "").replaceAll("(enabledBy: .*), " + variable + "\\b", "$1");
        }
        Files.writeString(configs.resolve(connector + ".yaml"), text);
    }

    @AfterAll
    static void close() {
        vault.close();
    }

    @Test
    void theyWorkAndAreSeenNowhere(CapturedOutput output) throws Exception {
        assertThat(hook("marked-secret-22", "{\"event_id\":\"7\",\"event_name\":\"disk full\",\"event_value\":\"1\",\"event_nseverity\":\"4\"}")).isEqualTo(202);
        assertThat(hook("marked-secret-22", "{not json")).isEqualTo(202);
        assertThat(hook("wrong", "{}")).isEqualTo(401);
        await().atMost(Duration.ofSeconds(60)).until(() -> jdbc.sql("SELECT count(*) FROM analysis").query(Integer.class).single() > 0);
        // its polls fail, since nobody is there, and say so with the token at hand
        await().atMost(Duration.ofSeconds(30)).until(() -> connector("zabbix").path("consecutiveFailures").asInt() > 0);
        assertThat(connector("zabbix").path("reason").asText()).isEqualTo("on");

        Map<String, String> seen = new SecretHunt(port, jdbc, "marked-secret-20").seen();
        seen.put("log", output.getAll());
        assertThat(seen.keySet()).anyMatch(place -> place.startsWith("jmx org.apache.camel")).anyMatch(place -> place.startsWith("GET /api/"));
        assertThat(SecretHunt.finds(seen, MARK)).isEmpty();
        assertThat(SecretHunt.finds(seen, SimulatedVault.TOKEN)).isEmpty();
    }

    @Test
    void whatNeedsASecretThatTheVaultDoesNotHaveIsOffAndSaysWhy() {
        String why = " off until set: hashicorp:secret:serai/jira#token (Vault has no such secret or field)";
        assertThat(connector("jira").path("reason").asText()).isEqualTo("on; poll" + why + "; writeBack" + why + "; comments" + why);
        assertThat(connector("jira").path("poll").asBoolean()).isFalse();
        assertThat(connector("jira").path("hook").asBoolean()).isTrue();
        assertThat(vault.asked()).containsOnlyOnce("/v1/secret/data/serai/zabbix", "/v1/secret/data/serai/jira");
    }

    private JsonNode connector(String name) {
        return http.withBasicAuth("admin", "marked-secret-20").getForObject("/api/v1/connectors/" + name, JsonNode.class);
    }

    private int hook(String secret, String body) {
        String request = "POST /hooks/zabbix HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Serai-Secret: " + secret
            + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        return RawHttp.send(port, request.getBytes(StandardCharsets.UTF_8)).status();
    }
}
