package io.serai.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.demo.ZabbixProblems.Problem;
import io.serai.ticket.TicketStatus;
import io.serai.writeback.WriteBack;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** What a note does to a Zabbix problem beside its message, where the operator allows it. */
@Simulated
@TestPropertySource(properties = {"SERAI_ZABBIX_PERIOD=3600000", "SERAI_SERVICENOW_PERIOD=3600000", "SERAI_ZABBIX_ACKNOWLEDGE=true", "SERAI_ZABBIX_CLOSE=true"})
class ZabbixActionsTest {

    private static final String MARKER = "[serai:0a1b2c3d]";
    private static final String NOTE = "Restarted nginx on web-07. " + MARKER;

    @Autowired
    ZabbixProblems zabbix;
    @Autowired
    ProducerTemplate template;

    @AfterEach
    void clear() {
        zabbix.clear();
    }

    @Test
    void aNoteAcknowledgesAndOnlyOneAboutSomethingDoneCloses() {
        Problem problem = zabbix.open("t1", "nginx is down", 4, "web-07", Map.of());
        send(problem, null);
        assertThat(zabbix.find(problem.id()).orElseThrow()).satisfies(now -> {
            assertThat(now.acknowledged()).isTrue();
            assertThat(now.recoveryId()).isZero();
        });
        send(problem, TicketStatus.RESOLVED);
        assertThat(zabbix.find(problem.id()).orElseThrow().recoveryId()).isPositive();
        assertThat(zabbix.notes("nginx is down")).containsExactly(NOTE, NOTE);
    }

    @Test
    void aProblemThatMayNotBeClosedByHandIsAcknowledgedWithTheMessage() {
        Problem problem = zabbix.open("t2", "nginx is slow", 4, "web-08", Map.of());
        zabbix.lock("t2");
        send(problem, TicketStatus.RESOLVED);
        assertThat(zabbix.notes("nginx is slow")).containsExactly(NOTE);
        assertThat(zabbix.find(problem.id()).orElseThrow()).satisfies(now -> {
            assertThat(now.acknowledged()).isTrue();
            assertThat(now.recoveryId()).isZero();
        });
    }

    private void send(Problem problem, TicketStatus status) {
        template.sendBody("direct:connector-write-zabbix", new WriteBack("01900000-0000-7000-8000-00000000000a", "decision:1",
            "01900000-0000-7000-8000-00000000000b", "default", "zabbix", Long.toString(problem.id()), null, NOTE, MARKER, status, true, false));
    }
}
