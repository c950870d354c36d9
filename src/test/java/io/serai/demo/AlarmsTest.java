package io.serai.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.simulator.Fault;
import io.serai.testing.TestAdmin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What begins to be wrong with a connector is said once, stays said while it is so, and its end is said too. */
@Simulated
@TestPropertySource(properties = {"serai.connector.alarm-period=200ms", "serai.connector.failures=3"})
class AlarmsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    DemoVendors vendors;
    @Autowired
    TestRestTemplate http;
    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void clear() {
        vendors.of("zabbix").faults().calm();
        jdbc.sql("DELETE FROM work_item").update();
    }

    @Test
    void aSourceThatFailsRaisesAnAlarmUntilItAnswersAgain() {
        await().atMost(PATIENCE).until(() -> alarms("zabbix").isEmpty());
        vendors.of("zabbix").faults().always(Fault.SERVER_ERROR);
        await().atMost(PATIENCE).until(() -> alarms("zabbix"), alarms -> alarms.contains("sync-failed"));
        assertThat(connector("zabbix").path("state").asText()).isEqualTo("degraded");
        assertThat(http.getForEntity("/actuator/health", String.class).getStatusCode().value()).as("the hub itself is well").isEqualTo(200);
        vendors.of("zabbix").faults().calm();
        await().atMost(PATIENCE).until(() -> !alarms("zabbix").contains("sync-failed"));
        assertThat(told("zabbix", "sync-failed")).startsWith("alarm-raised", "alarm-over");
    }

    @Test
    void sendersWithAWrongSecretRaiseAnAlarm() {
        http.postForEntity("/hooks/datadog", Map.of("id", "1"), JsonNode.class);
        await().atMost(PATIENCE).until(() -> alarms("datadog"), alarms -> alarms.contains("senders-refused"));
        assertThat(told("datadog", "senders-refused")).containsExactly("alarm-raised");
    }

    /** No stage works here, so what was queued long ago is what a stage that hangs leaves behind. */
    @Test
    void anEventThatIsNeverRoutedRaisesAnAlarm() {
        String event = "01a1fc00-0000-7000-8000-000000000001";
        jdbc.sql("""
            INSERT INTO event (id, tenant, connector, event_key, content_type, headers, payload, received_at)
            VALUES (?::uuid, 'default', 'servicenow', 'k', 'application/json', '{}', 'x', clock_timestamp())""").param(event).update();
        jdbc.sql("""
            INSERT INTO work_item (stage, work_key, ordering_key, type, body, queued_at)
            VALUES ('received', ?, ?, 'event', '{}', clock_timestamp() - interval '6 minutes')""").params(event, event).update();
        await().atMost(PATIENCE).until(() -> alarms("servicenow"), alarms -> alarms.contains("not-routed"));
        jdbc.sql("DELETE FROM work_item").update();
        await().atMost(PATIENCE).until(() -> !alarms("servicenow").contains("not-routed"));
    }

    private List<String> alarms(String connector) {
        List<String> alarms = new ArrayList<>();
        connector(connector).path("alarms").forEach(alarm -> alarms.add(alarm.asText()));
        return alarms;
    }

    private JsonNode connector(String name) {
        return http.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).getForObject("/api/v1/connectors/" + name, JsonNode.class);
    }

    private List<String> told(String connector, String alarm) {
        return jdbc.sql("SELECT what FROM audit WHERE details ->> 'connector' = ? AND details ->> 'alarm' = ? ORDER BY id").params(connector, alarm)
            .query(String.class).list();
    }
}
