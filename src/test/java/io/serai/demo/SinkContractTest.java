package io.serai.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.demo.ZabbixProblems.Problem;
import io.serai.ticket.TicketStatus;
import io.serai.work.NotRetryable;
import io.serai.writeback.WriteBack;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The note writers: a note arrives once, and one that may have arrived is looked for before it is sent again. */
@Simulated
@TestPropertySource(properties = {"SERAI_ZABBIX_PERIOD=3600000", "SERAI_SERVICENOW_PERIOD=3600000", "serai.connector.failures=50"})
class SinkContractTest {

    private static final String MARKER = "[serai:0a1b2c3d]";
    private static final String NOTE = "Restarted nginx on web-07; it answers again.\n\"Quoted\", ${body} and {{env:PATH}} stay text. " + MARKER;

    @Autowired
    ServiceNowTable serviceNow;
    @Autowired
    ZabbixProblems zabbix;
    @Autowired
    DatadogEvents datadog;
    @Autowired
    DemoFaults faults;
    @Autowired
    ProducerTemplate template;

    @BeforeEach
    @AfterEach
    void clear() {
        faults.every(0);
        serviceNow.clear();
        zabbix.clear();
        datadog.clear();
    }

    @Test
    void serviceNowGetsAWorkNoteByNumberOrSysIdAndAnUnsureOneOnlyIfItIsNotThere() {
        Map<String, String> incident = serviceNow.open("INC0000042", Map.of("short_description", "It is slow", "priority", "3"));
        send("servicenow", "INC0000042", null, false, TicketStatus.RESOLVED);
        assertThat(serviceNow.notes("INC0000042")).containsExactly(NOTE);
        assertThat(incident.get("state")).as("the state is only set where the file allows it").isEqualTo("1");
        send("servicenow", "INC0000042", incident.get("sys_id"), true, null);
        assertThat(serviceNow.notes("INC0000042")).containsExactly(NOTE);
        serviceNow.open("INC0000043", Map.of("short_description", "It is slow too", "priority", "3"));
        send("servicenow", "INC0000043", ServiceNowTable.id("INC0000043"), true, null);
        assertThat(serviceNow.notes("INC0000043")).containsExactly(NOTE);
    }

    @Test
    void zabbixGetsAMessageAndAnUnsureOneOnlyIfItIsNotThere() {
        Problem problem = zabbix.open("t1", "nginx is down", 4, "web-07", Map.of());
        send("zabbix", Long.toString(problem.id()), null, false, TicketStatus.RESOLVED);
        assertThat(zabbix.notes("nginx is down")).containsExactly(NOTE);
        assertThat(zabbix.find(problem.id()).orElseThrow().recoveryId()).as("closed only where the file allows it").isZero();
        send("zabbix", Long.toString(problem.id()), null, true, null);
        assertThat(zabbix.notes("nginx is down")).containsExactly(NOTE);
        Problem other = zabbix.open("t2", "nginx is slow", 4, "web-08", Map.of());
        send("zabbix", Long.toString(other.id()), null, true, null);
        assertThat(zabbix.notes("nginx is slow")).containsExactly(NOTE);
    }

    @Test
    void datadogGetsAnEventAndAnUnsureOneOnlyIfItIsNotThere() {
        send("datadog", "160076582|service:shop", null, false, null);
        assertThat(datadog.all()).singleElement().satisfies(event -> assertThat(event.path("text").asText()).isEqualTo(NOTE));
        send("datadog", "160076582|service:shop", null, true, null);
        assertThat(datadog.all()).hasSize(1);
        datadog.clear();
        send("datadog", "160076582|service:shop", null, true, null);
        assertThat(datadog.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"servicenow", "zabbix", "datadog"})
    void aSourceThatRefusesForTheRateIsLeftAloneForAsLongAsItAsks(String connector) {
        faults.every(1);
        assertThatThrownBy(() -> send(connector, "1001", null, false, null)).rootCause().hasMessageContaining("HTTP 429: too many calls, next call in 1 s");
        assertThatThrownBy(() -> send(connector, "1001", null, false, null)).rootCause().hasMessageContaining("takes no calls now");
        faults.every(0);
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            try {
                send(connector, "1001", null, false, null);
            } catch (RuntimeException e) {
                assertThat(e.getCause().toString()).doesNotContain("takes no calls now");
            }
        });
    }

    @Test
    void anIdThatIsNoneOfTheVendorsIsRefusedAndNeverBecomesAnAddress() {
        assertThatThrownBy(() -> send("zabbix", "1 or 1=1", null, false, null)).hasStackTraceContaining("no Zabbix event id");
        assertThatThrownBy(() -> send("servicenow", "INC1&sysparm_query=", null, false, null)).hasStackTraceContaining("no ServiceNow number");
        assertThatThrownBy(() -> send("servicenow", "INC0000099", "../sys_user", false, null)).hasStackTraceContaining("no incident of this number");
    }

    @Test
    void anIncidentThatIsGoneIsNotTriedAgain() {
        assertThatThrownBy(() -> send("servicenow", "INC0000098", ServiceNowTable.id("gone"), false, null)).rootCause().isInstanceOf(NotRetryable.class)
            .hasMessageContaining("HTTP 404");
    }

    private void send(String connector, String externalId, String externalRef, boolean unsure, TicketStatus status) {
        template.sendBody("direct:connector-write-" + connector, new WriteBack("01900000-0000-7000-8000-00000000000a", "decision:1",
            "01900000-0000-7000-8000-00000000000b", "default", connector, externalId, externalRef, NOTE, MARKER, status, true, unsure));
    }
}
