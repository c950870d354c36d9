package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.ticket.TicketStatus;
import io.serai.work.NotRetryable;
import io.serai.writeback.WriteBack;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The kamelets of Jira Cloud against a site that checks credentials, pages, refuses and fails. */
@SpringBootTest(properties = {"SERAI_JIRA_TOKEN=" + JiraSite.TOKEN, "SERAI_JIRA_USERNAME=" + JiraSite.MAIL, "SERAI_JIRA_HOOK_SECRET=s3same",
    "SERAI_JIRA_PERIOD=300", "SERAI_JIRA_TRANSITION=true", "SERAI_JIRA_OWN_USER=acc-1", "serai.connector.failures=50",
    "serai.connector.breaker-pause=1s", "serai.connector.rate-limit-pause=1s",
    "camel.main.routes-include-pattern=file:routes/connector-poll-records.camel.yaml,file:routes/connector-write-note.camel.yaml,"
        + "file:routes/connector-normalize-record.camel.yaml,file:routes/policy-repeat-poll.camel.yaml"})
@DirtiesContext
class JiraContractTest {

    private static final String MARKER = "[serai:0a1b2c3d]";
    private static final String NOTE = "Restarted nginx on web-07.\n\n\"Quoted\", ${body}, {{env:PATH}} and !x.png! stay text. " + MARKER;
    private static final Instant LONG_AGO = Instant.now().minus(Duration.ofHours(1));
    private static JiraSite site;

    @Autowired
    ProducerTemplate template;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    CamelContext camel;
    @Autowired
    ConnectorStates states;

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) throws IOException {
        if (site == null) {
            site = new JiraSite();
        }
        registry.add("SERAI_JIRA_URL", () -> site.url());
    }

    @AfterEach
    void clear() {
        site.clear();
        jdbc.sql("DELETE FROM connector_cursor WHERE connector = 'jira'").update();
    }

    @AfterAll
    static void stop() {
        site.close();
        site = null;
    }

    /** What the comment says, as a person reads it. */
    String read(JsonNode body) {
        StringBuilder text = new StringBuilder();
        assertThat(body.path("type").asText()).isEqualTo("doc");
        body.path("content").forEach(paragraph -> text.append(text.isEmpty() ? "" : "\n").append(paragraph.path("content").path(0).path("text").asText("")));
        return text.toString();
    }

    @Test
    void aNoteArrivesOnceAndResolvesTheIssueOnce() {
        site.open("OPS-1", LONG_AGO);
        send("OPS-1", false, TicketStatus.RESOLVED);
        assertThat(site.comments("OPS-1")).singleElement().satisfies(comment -> {
            assertThat(read(comment.path("body"))).isEqualTo(NOTE);
            assertThat(comment.at("/properties/0/value/internal").asBoolean()).isTrue();
        });
        assertThat(site.status("OPS-1")).isEqualTo("Resolved");
        send("OPS-1", true, TicketStatus.RESOLVED);
        assertThat(site.comments("OPS-1")).hasSize(1);
        site.open("OPS-2", LONG_AGO);
        send("OPS-2", true, null);
        assertThat(site.comments("OPS-2")).hasSize(1);
        assertThat(site.status("OPS-2")).isEqualTo("To Do");
    }

    @Test
    void anIdThatIsNoKeyIsRefusedAndAnIssueThatIsGoneIsNotTriedAgain() {
        assertThatThrownBy(() -> send("OPS-1/../../x", false, null)).hasStackTraceContaining("no key of a Jira issue");
        assertThatThrownBy(() -> send("OPS-404", false, null)).rootCause().isInstanceOf(NotRetryable.class).hasMessageContaining("HTTP 404");
    }

    @Test
    void refusalsAreWaitedForAndNothingIsWrittenTwice() {
        site.open("OPS-3", LONG_AGO);
        site.failEvery(3);
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            send("OPS-3", true, TicketStatus.RESOLVED);
            return true;
        });
        assertThat(site.comments("OPS-3")).hasSize(1);
    }

    @Test
    void fetchesAllPagesOfIssuesOfOneMinuteAndLaterOnesOnceEachDespiteFailures() {
        // tests of one JVM share the database
        String prefix = "P" + Long.toString(System.nanoTime() & 0xffffff, 36).toUpperCase(Locale.ROOT).replaceAll("[0-9]", "X");
        Instant minute = Instant.now().minus(Duration.ofMinutes(4)).truncatedTo(ChronoUnit.MINUTES);
        site.failEvery(4);
        for (int i = 0; i < 120; i++) {
            site.open(prefix + "S-" + i, minute.plusSeconds(1));
        }
        for (int i = 0; i < 60; i++) {
            site.open(prefix + "L-" + i, minute.plusSeconds(61 + i));
        }
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> assertThat(keys(prefix + "%")).hasSize(180));
        assertThat(keys(prefix + "%")).doesNotHaveDuplicates();
        site.failEvery(0);
        site.touch(prefix + "S-7", Instant.now());
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(keys(prefix + "S-7")).hasSize(2));
    }

    @Test
    void aUserOfAnotherTimeZoneIsSaidAndNothingIsStored() {
        site.offset("+0100");
        site.open("ZONE-1", Instant.now());
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() ->
            assertThat(states.of("jira").view().lastError()).contains("the time zone of Jira's user is not UTC"));
        assertThat(keys("ZONE-1")).isEmpty();
    }

    @Test
    void noSecretStandsInAnAddress() {
        assertThat(camel.getEndpoints()).anyMatch(endpoint -> endpoint.getEndpointUri().contains("/rest/api"));
        assertThat(camel.getEndpoints()).noneMatch(endpoint -> endpoint.getEndpointUri().contains(JiraSite.TOKEN));
    }

    private List<String> keys(String like) {
        return jdbc.sql("SELECT convert_from(payload, 'UTF8')::jsonb ->> 'key' FROM event WHERE connector = 'jira' "
            + "AND convert_from(payload, 'UTF8')::jsonb ->> 'key' LIKE :like").param("like", like).query(String.class).list();
    }

    private void send(String key, boolean unsure, TicketStatus status) {
        template.sendBody("direct:connector-write-jira", new WriteBack("01900000-0000-7000-8000-00000000000a", "decision:1",
            "01900000-0000-7000-8000-00000000000b", "default", "jira", key, null, NOTE, MARKER, status, true, unsure));
    }
}
