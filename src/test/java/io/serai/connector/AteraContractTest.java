package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.ticket.TicketStatus;
import io.serai.work.NotRetryable;
import io.serai.writeback.WriteBack;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
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

/** The kamelets of Atera against a site that checks the key, pages, refuses and fails. */
@SpringBootTest(properties = {"SERAI_ATERA_API_KEY=" + AteraSite.KEY, "SERAI_ATERA_TECHNICIAN_ID=7", "SERAI_ATERA_PERIOD=300", "SERAI_ATERA_RESOLVE=true",
    "serai.connector.failures=50", "serai.connector.breaker-pause=1s", "serai.connector.rate-limit-pause=1s", "serai.connector.overlap=3s",
    "camel.main.routes-include-pattern=file:routes/connector-poll-records.camel.yaml,file:routes/connector-write-note.camel.yaml,"
        + "file:routes/connector-normalize-record.camel.yaml,file:routes/policy-repeat-poll.camel.yaml"})
@DirtiesContext
class AteraContractTest {

    private static final String MARKER = "[serai:0a1b2c3d]";
    private static final String NOTE = "Restarted nginx on web-07.\n\"Quoted\", ${body} and {{env:PATH}} stay text; <b> is no tag. " + MARKER;
    private static AteraSite site;

    @Autowired
    ProducerTemplate template;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    CamelContext camel;

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) throws IOException {
        site = new AteraSite();
        registry.add("SERAI_ATERA_URL", () -> site.url());
    }

    @AfterEach
    void clear() {
        site.clear();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void aNoteArrivesOnceAndResolvesTheTicket() {
        site.put("1001", "Slow", "Open");
        send("1001", false, TicketStatus.RESOLVED);
        assertThat(site.comments("1001")).singleElement().satisfies(comment -> {
            assertThat(comment.path("Comment").asText()).isEqualTo(NOTE.replace("<b>", "&lt;b>"));
            assertThat(comment.at("/TechnicianCommentDetails/TechnicianID").asInt()).isEqualTo(7);
            assertThat(comment.at("/TechnicianCommentDetails/IsInternal").asBoolean()).isTrue();
        });
        assertThat(site.status("1001")).isEqualTo("Resolved");
        send("1001", true, null);
        assertThat(site.comments("1001")).hasSize(1);
    }

    @Test
    void anUnsureNoteIsLookedForOnAllPagesOfComments() {
        site.put("1002", "Slow", "Open");
        for (int i = 0; i < 120; i++) {
            site.comment("1002", i == 110 ? NOTE : "Number " + i);
        }
        send("1002", true, null);
        assertThat(site.comments("1002")).hasSize(120);
        site.put("1003", "Slow", "Open");
        site.comment("1003", "Someone else's");
        send("1003", true, null);
        assertThat(site.comments("1003")).hasSize(2);
        assertThat(site.status("1003")).isEqualTo("Open");
    }

    @Test
    void anIdThatIsNoNumberIsRefusedAndATicketThatIsGoneIsNotTriedAgain() {
        assertThatThrownBy(() -> send("1/../2", false, null)).hasStackTraceContaining("no number of an Atera ticket");
        assertThatThrownBy(() -> send("404", false, null)).rootCause().isInstanceOf(NotRetryable.class).hasMessageContaining("HTTP 404");
    }

    @Test
    void refusalsAreWaitedForAndNothingIsWrittenTwice() {
        site.put("1004", "Slow", "Open");
        site.failEvery(3);
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            send("1004", true, TicketStatus.RESOLVED);
            return true;
        });
        assertThat(site.comments("1004")).hasSize(1);
    }

    @Test
    void fetchesAllPagesDespiteFailuresAndAStateThatATicketHadBefore() {
        site.failEvery(4);
        for (int i = 0; i < 130; i++) {
            site.put(Integer.toString(500_000 + i), "Number " + i, "Open");
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(new HashSet<>(of("TicketID", "5_____"))).hasSize(130));
        site.failEvery(0);
        site.put("500007", "Number 7", "Resolved");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(of("TicketStatus", "500007")).contains("Resolved"));
        site.put("500007", "Number 7", "Open");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(of("TicketStatus", "500007")).last().isEqualTo("Open"));
    }

    @Test
    void noSecretStandsInAnAddress() {
        assertThat(camel.getEndpoints()).anyMatch(endpoint -> endpoint.getEndpointUri().contains("/api/v3"));
        assertThat(camel.getEndpoints()).noneMatch(endpoint -> endpoint.getEndpointUri().contains(AteraSite.KEY));
    }

    private List<String> of(String field, String like) {
        return jdbc.sql("SELECT convert_from(payload, 'UTF8')::jsonb ->> :field FROM event WHERE connector = 'atera' "
            + "AND convert_from(payload, 'UTF8')::jsonb ->> 'TicketID' LIKE :like ORDER BY id").param("field", field).param("like", like)
            .query(String.class).list();
    }

    private void send(String id, boolean unsure, TicketStatus status) {
        template.sendBody("direct:connector-write-atera", new WriteBack("01900000-0000-7000-8000-00000000000a", "decision:1",
            "01900000-0000-7000-8000-00000000000b", "default", "atera", id, null, NOTE, MARKER, status, true, unsure));
    }
}
