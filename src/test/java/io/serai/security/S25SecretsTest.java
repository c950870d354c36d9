package io.serai.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.testing.RawHttp;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * TRUST.md, S25 in part: secrets that come in by the environment are seen nowhere again. Every connector is on, and fails, since its vendor
 * is not there; hooks come with right and wrong secrets.
 */
@AutoConfigureObservability(tracing = false)
@ExtendWith(OutputCaptureExtension.class)
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
    private static final String BASIC = RawHttp.basic("admin", "marked-secret-01");
    /** Operations that only look, and may be called with made-up arguments. */
    private static final String LOOKS = "(dump|list|browse|explain|get|find|information|endpointUris|json).*";

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

        Map<String, String> seen = new TreeMap<>(jmx());
        web().forEach(seen::put);
        tables().forEach(seen::put);
        seen.put("log", output.getAll());

        assertThat(seen.keySet()).anyMatch(place -> place.startsWith("jmx org.apache.camel")).anyMatch(place -> place.startsWith("GET /api/"))
            .anyMatch(place -> place.startsWith("GET /actuator/")).anyMatch(place -> place.startsWith("table "));
        assertThat(seen.entrySet().stream().filter(entry -> entry.getValue().contains(MARK)).map(S25SecretsTest::where)).isEmpty();
    }

    private int hook(String connector, String secret, String body) {
        String request = "POST /hooks/" + connector + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Serai-Secret: " + secret
            + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        return RawHttp.send(port, request.getBytes(StandardCharsets.UTF_8)).status();
    }

    /** Every attribute, and what every operation that only looks returns, of every MBean that the engine room shows. */
    private static Map<String, String> jmx() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        EngineRoomRestrictor shown = new EngineRoomRestrictor();
        Map<String, String> seen = new TreeMap<>();
        for (ObjectName name : server.queryNames(null, null)) {
            if (shown.isObjectNameHidden(name)) {
                continue;
            }
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                if (attribute.isReadable() && shown.isAttributeReadAllowed(name, attribute.getName())) {
                    seen.put("jmx " + name + " " + attribute.getName(), value(() -> server.getAttribute(name, attribute.getName())));
                }
            }
            for (MBeanOperationInfo operation : server.getMBeanInfo(name).getOperations()) {
                if (operation.getName().matches(LOOKS) && shown.isOperationAllowed(name, operation.getName())) {
                    String[] types = Arrays.stream(operation.getSignature()).map(parameter -> parameter.getType()).toArray(String[]::new);
                    Object[] arguments = Arrays.stream(types).map(type -> type.equals("boolean") ? Boolean.TRUE : null).toArray();
                    seen.put("jmx " + name + " " + operation.getName() + types.length,
                        value(() -> server.invoke(name, operation.getName(), arguments, types)));
                }
            }
        }
        return seen;
    }

    private interface Read {
        Object read() throws JMException;
    }

    private static String value(Read read) {
        try {
            Object value = read.read();
            return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
        } catch (JMException | RuntimeMBeanException | IllegalArgumentException e) {
            return String.valueOf(e);
        }
    }

    /** Everything that can be asked for with GET: the actuator's links, and the API as its description lists it. */
    private Map<String, String> web() throws Exception {
        ObjectMapper json = new ObjectMapper();
        List<String> paths = new ArrayList<>(List.of("/actuator", "/actuator/hawtio/user", "/v3/api-docs", "/login"));
        JsonNode links = json.readTree(http10("/actuator")).path("_links");
        links.forEach(link -> paths.add(link.path("href").asText().replaceFirst("https?://[^/]+", "").replaceAll("\\{[^}]*}", "x")));
        json.readTree(http10("/v3/api-docs")).path("paths").fieldNames().forEachRemaining(path -> paths.add(path.replaceAll("\\{[^}]*}", "x")));
        jdbc.sql("SELECT id::text FROM ticket").query(String.class).list().forEach(id -> paths.add("/api/v1/tickets/" + id));
        Map<String, String> seen = new TreeMap<>();
        for (String path : new TreeSet<>(paths)) {
            seen.put("GET " + path, http10(path));
        }
        return seen;
    }

    private String http10(String path) {
        RawHttp.Answer answer = RawHttp.send(port, ("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n" + BASIC + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        return answer.body();
    }

    private Map<String, String> tables() {
        Map<String, String> seen = new TreeMap<>();
        for (String table : jdbc.sql("SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'").query(String.class).list()) {
            seen.put("table " + table, String.join("\n", jdbc.sql("SELECT t::text FROM \"" + table + "\" t").query(String.class).list()));
        }
        return seen;
    }

    private static String where(Map.Entry<String, String> entry) {
        int at = entry.getValue().indexOf(MARK);
        return entry.getKey() + ": …" + entry.getValue().substring(Math.max(0, at - 120), Math.min(entry.getValue().length(), at + 20)) + "…";
    }
}
