package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.simulator.Report;
import io.serai.simulator.SimulatedZabbix;
import io.serai.ticket.TicketStatus;
import io.serai.writeback.WriteBack;
import java.time.Clock;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What a note does to a Zabbix problem beside its message, where the operator allows it. */
@CamelSpringBootTest
@SpringBootTest(properties = {"SERAI_ZABBIX_PERIOD=3600000", "SERAI_ZABBIX_ACKNOWLEDGE=true", "SERAI_ZABBIX_CLOSE=true",
    "camel.main.routes-include-pattern=file:routes/connector-normalize-record.camel.yaml,file:routes/connector-write-note.camel.yaml"})
@DirtiesContext
class ZabbixActionsTest {

    private static final String MARKER = "[serai:0a1b2c3d]";
    private static final String NOTE = "Restarted nginx on web-07. " + MARKER;
    /** Not closed: a second try of this class in the same process needs it as well. */
    private static final SimulatedZabbix ZABBIX = new SimulatedZabbix(Clock.systemUTC(), false);

    @Autowired
    ProducerTemplate template;

    @DynamicPropertySource
    static void environment(DynamicPropertyRegistry properties) {
        ZABBIX.environment().forEach((name, value) -> properties.add(name, () -> value));
    }

    @Test
    void aNoteAcknowledgesAndOnlyOneAboutSomethingDoneCloses() {
        String problem = ZABBIX.open(Report.of("nginx is down"));
        send(problem, null);
        assertThat(ZABBIX.acknowledged(problem)).isTrue();
        assertThat(ZABBIX.status(problem)).isEqualTo("PROBLEM");
        send(problem, TicketStatus.RESOLVED);
        assertThat(ZABBIX.status(problem)).isEqualTo("RESOLVED");
        assertThat(ZABBIX.notes(problem)).containsExactly(NOTE, NOTE);
    }

    @Test
    void aProblemThatMayNotBeClosedByHandIsAcknowledgedWithTheMessage() {
        String problem = ZABBIX.open(Report.of("nginx is slow"));
        ZABBIX.lock(problem);
        send(problem, TicketStatus.RESOLVED);
        assertThat(ZABBIX.notes(problem)).containsExactly(NOTE);
        assertThat(ZABBIX.acknowledged(problem)).isTrue();
        assertThat(ZABBIX.status(problem)).isEqualTo("PROBLEM");
    }

    private void send(String problem, TicketStatus status) {
        template.sendBody("direct:connector-write-zabbix", new WriteBack("01900000-0000-7000-8000-00000000000a", "decision:1",
            "01900000-0000-7000-8000-00000000000b", "default", "zabbix", problem, null, NOTE, MARKER, status, true, false));
    }
}
