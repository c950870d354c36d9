package io.serai.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The source kamelets against systems that check credentials, page, refuse and fail. */
@Simulated
class SourceContractTest {

    @Autowired
    ServiceNowTable serviceNow;
    @Autowired
    ZabbixProblems zabbix;
    @Autowired
    DemoFaults faults;
    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void start() {
        faults.every(0);
    }

    @AfterEach
    void clear() {
        faults.every(0);
        serviceNow.clear();
        zabbix.clear();
    }

    @Test
    void fetchesAllPagesOfIncidentsChangedInTheSameSecondOnceEach() {
        for (int i = 0; i < 330; i++) {
            serviceNow.open("INC1%06d".formatted(i), Map.of("short_description", "Number " + i, "priority", "3", "sys_updated_on", now()));
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(numbers("servicenow", "number", "INC1%")).hasSize(330));
        assertThat(numbers("servicenow", "number", "INC1%")).doesNotHaveDuplicates();
        serviceNow.change("INC1000007", Map.of("state", "2"));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(numbers("servicenow", "number", "INC1%")).hasSize(331));
    }

    @Test
    void fetchesAllPagesOfProblemsOfTheSameSecondAndTheirRecoveriesWithHosts() {
        for (int i = 0; i < 330; i++) {
            zabbix.open("t" + i, "Problem " + i, 3, "host-" + i, Map.of("service", "shop"));
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(numbers("zabbix", "name", "Problem%")).hasSize(330));
        zabbix.recover("t5");
        zabbix.recover("t300");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(numbers("zabbix", "name", "Problem%")).hasSize(332));
        assertThat(jdbc.sql("SELECT convert_from(payload, 'UTF8')::jsonb #>> '{hosts,0,host}' FROM event WHERE connector = 'zabbix' "
            + "AND convert_from(payload, 'UTF8')::jsonb ->> 'name' = 'Problem 300' AND convert_from(payload, 'UTF8')::jsonb ->> 'r_eventid' <> '0'")
            .query(String.class).list()).containsExactly("host-300");
    }

    @Test
    void refusalsAndFailuresLoseNothingAndStoreNothingTwice() {
        faults.every(3);
        for (int i = 0; i < 120; i++) {
            serviceNow.open("INC2%06d".formatted(i), Map.of("short_description", "Number " + i, "priority", "3"));
            zabbix.open("f" + i, "Failing " + i, 2, "host-" + i, Map.of());
        }
        faults.every(6);
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
            assertThat(numbers("servicenow", "number", "INC2%")).hasSize(120).doesNotHaveDuplicates();
            assertThat(numbers("zabbix", "name", "Failing%")).hasSize(120).doesNotHaveDuplicates();
        });
    }

    private String now() {
        return java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(java.time.ZoneOffset.UTC).format(serviceNow.now());
    }

    private List<String> numbers(String connector, String field, String like) {
        return jdbc.sql("SELECT convert_from(payload, 'UTF8')::jsonb ->> :field FROM event WHERE connector = :connector "
                + "AND convert_from(payload, 'UTF8')::jsonb ->> :field LIKE :like")
            .param("field", field).param("connector", connector).param("like", like).query(String.class).list();
    }
}
