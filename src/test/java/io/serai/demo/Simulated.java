package io.serai.demo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;

/** The hub's polls and note writers against the demo's systems; nothing is analysed, nothing happens by script, nothing fails by chance. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestPropertySource(properties = {"spring.profiles.active=demo", "serai.demo.script=", "serai.demo.faults=0", "serai.connector.overlap=5s",
    "serai.connector.breaker-pause=1s", "SERAI_ZABBIX_PERIOD=300", "SERAI_SERVICENOW_PERIOD=300", "SERAI_ATERA_PERIOD=3600000", "SERAI_JIRA_PERIOD=3600000",
    "SERAI_MANAGEENGINE_PERIOD=3600000", "SERAI_SOLARWINDS_PERIOD=3600000",
    "camel.main.routes-include-pattern=file:routes/connector-poll-records.camel.yaml,file:routes/connector-write-note.camel.yaml,"
        + "file:routes/connector-normalize-record.camel.yaml,file:routes/policy-repeat-poll.camel.yaml"})
public @interface Simulated {
}
