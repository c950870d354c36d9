package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import io.serai.writeback.WriteBack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Polls and note writers of SolarWinds and ServiceDesk Plus against systems that check credentials, page, refuse, fail, and lose answers. */
@CamelSpringBootTest
@SpringBootTest(properties = {"serai.connector.overlap=5s", "serai.connector.breaker-pause=1s", "serai.connector.failures=50",
    "SERAI_SOLARWINDS_HOOK_SECRET=s3same", "SERAI_SOLARWINDS_USERNAME=" + SimulatedSolarWinds.USER, "SERAI_SOLARWINDS_PASSWORD=" + SimulatedSolarWinds.PASSWORD,
    "SERAI_SOLARWINDS_PERIOD=300", "SERAI_MANAGEENGINE_PERIOD=300", "SERAI_MANAGEENGINE_HOOK_SECRET=s3same",
    "SERAI_MANAGEENGINE_TOKEN=" + SimulatedServiceDesk.TOKEN,
    "camel.main.routes-include-pattern=file:routes/connector-normalize-record.camel.yaml,file:routes/connector-write-note.camel.yaml,"
        + "file:routes/connector-poll-records.camel.yaml,file:routes/policy-repeat-poll.camel.yaml"})
class MonitorContractTest {

    private static final String MARKER = "[serai:0a1b2c3d]";
    private static final String NOTE = "Restarted nginx on web-07; it answers again.\n\"Quoted\", ${body} and {{env:PATH}} stay text. " + MARKER;
    private static final SimulatedSolarWinds SOLARWINDS = new SimulatedSolarWinds();

    private static final SimulatedServiceDesk DESK = new SimulatedServiceDesk();

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("SERAI_SOLARWINDS_URL", SOLARWINDS::url);
        registry.add("SERAI_MANAGEENGINE_URL", DESK::url);
    }

    @AfterAll
    static void close() {
        SOLARWINDS.close();
        DESK.close();
    }

    @Autowired
    ProducerTemplate template;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    CamelContext camel;
    @Autowired
    NormalizerOf normalizerOf;
    @Autowired
    Connectors connectors;
    @Autowired
    ObjectMapper json;

    @BeforeEach
    void calm() {
        SOLARWINDS.failing(0, "");
        SOLARWINDS.losesAnswers(false);
        DESK.failing(0, "");
        DESK.refusesNotes(false);
    }

    @Test
    void solarWindsTriggersAndResetsAreFetchedPageByPageOnceEach() {
        for (int i = 0; i < 230; i++) {
            SOLARWINDS.trigger(1000 + i, "Node is down " + i, 2);
        }
        SOLARWINDS.reset(1005);
        SOLARWINDS.reset(1200);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(polled("solarwinds", "Name", "Node is down%")).hasSize(232));
        assertThat(jdbc.sql("SELECT convert_from(payload, 'UTF8')::jsonb ->> 'Name' FROM event WHERE connector = 'solarwinds' "
            + "AND convert_from(payload, 'UTF8')::jsonb ->> 'EventType' = '1'").query(String.class).list()).contains("Node is down 5", "Node is down 200");
    }

    @Test
    void solarWindsRefusalsAndFailuresLoseNothingAndStoreNothingTwice() {
        SOLARWINDS.failing(3, "Query");
        for (int i = 0; i < 230; i++) {
            SOLARWINDS.trigger(2000 + i, "Failing " + i, 1);
        }
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() ->
            assertThat(polled("solarwinds", "Name", "Failing%")).hasSize(230).doesNotHaveDuplicates());
        assertThat(SOLARWINDS.calls()).as("the secret stands in a header, and nowhere else")
            .noneMatch(call -> (call.path() + call.query() + call.body()).contains(SimulatedSolarWinds.PASSWORD));
    }

    @Test
    void solarWindsGetsANoteAndAnUnsureOneOnlyIfItIsNotThere() {
        SOLARWINDS.trigger(1, "Disk is full", 2);
        writes("solarwinds", "1", false);
        assertThat(SOLARWINDS.notes(1)).containsExactly(NOTE);
        writes("solarwinds", "1", true);
        assertThat(SOLARWINDS.notes(1)).containsExactly(NOTE);
        assertThat(SOLARWINDS.acknowledged(1)).as("acknowledged only where the file allows it").isFalse();
        SOLARWINDS.trigger(2, "Disk is slow", 2);
        writes("solarwinds", "2", true);
        assertThat(SOLARWINDS.notes(2)).containsExactly(NOTE);
    }

    @Test
    void solarWindsAlertIsAcknowledgedWhereTheFileAllowsItAndOurOwnAcknowledgementIsKnown() throws Exception {
        SOLARWINDS.trigger(6, "Acknowledged by us", 2);
        sendTo("solarwinds-acknowledge-sink", note("solarwinds", "6", true),
            Map.of("connector", "solarwinds", "url", SOLARWINDS.url(), "acknowledge", "true"));
        assertThat(SOLARWINDS.acknowledged(6)).isTrue();
        assertThat(SOLARWINDS.notes(6)).containsExactly(NOTE);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(polled("solarwinds", "Name", "Acknowledged by us")).hasSize(2));
        String acknowledgement = jdbc.sql("SELECT convert_from(payload, 'UTF8') FROM event WHERE connector = 'solarwinds' "
            + "AND convert_from(payload, 'UTF8')::jsonb ->> 'Name' = 'Acknowledged by us' AND convert_from(payload, 'UTF8')::jsonb ->> 'EventType' = '2'")
            .query(String.class).single();
        RawEvent event = new RawEvent("01900000-0000-7000-8000-000000000001", "default", "solarwinds", "k", true, "application/json", Map.of(),
            acknowledgement.getBytes(StandardCharsets.UTF_8), Instant.parse("2026-11-21T06:00:00Z"));
        String tickets = template.requestBody(normalizerOf.normalizer(event), event, String.class);
        assertThat(new ReadTickets().read(tickets, connectors.find("solarwinds").orElseThrow(), event.receivedAt())).singleElement()
            .satisfies(ticket -> assertThat(ticket.label(Ticket.OWN_UPDATE)).isPresent())
            .extracting(Ticket::status).isEqualTo(TicketStatus.IN_PROGRESS);
    }

    @Test
    void aNoteWhoseAnswerWasLostIsWrittenOnce() {
        SOLARWINDS.trigger(3, "Fan is dead", 2);
        SOLARWINDS.losesAnswers(true);
        assertThatThrownBy(() -> send("solarwinds", "3", false)).rootCause().hasMessageContaining("HTTP 502");
        SOLARWINDS.losesAnswers(false);
        writes("solarwinds", "3", true);
        assertThat(SOLARWINDS.notes(3)).containsExactly(NOTE);
    }

    @Test
    void aSourceThatRefusesForTheRateIsLeftAloneForAsLongAsItAsks() {
        SOLARWINDS.trigger(4, "Line is down", 2);
        SOLARWINDS.failing(1, "AppendNote");
        await().untilAsserted(() -> assertThatThrownBy(() -> send("solarwinds", "4", false)).rootCause().hasMessageContaining("HTTP 429: too many calls"));
        assertThatThrownBy(() -> send("solarwinds", "4", false)).rootCause().hasMessageContaining("takes no calls now");
        SOLARWINDS.failing(0, "");
        writes("solarwinds", "4", false);
        assertThat(SOLARWINDS.notes(4)).containsExactly(NOTE);
    }

    @Test
    void anIdThatIsNoneOfTheVendorsIsRefusedAndNeverBecomesAnAddress() {
        assertThatThrownBy(() -> send("solarwinds", "1 OR 1=1", false)).hasStackTraceContaining("no SolarWinds AlertObjectID");
        SOLARWINDS.trigger(5, "It was up again", 2);
        SOLARWINDS.reset(5);
        assertThatThrownBy(() -> send("solarwinds", "5", false)).hasStackTraceContaining("the alert is no longer active");
    }

    @Test
    void serviceDeskRequestsOfTheSameMillisecondAreFetchedPageByPageOnceEach() {
        DESK.failing(4, "requests");
        long now = System.currentTimeMillis();
        for (int i = 0; i < 130; i++) {
            DESK.open(1000 + i, "It is slow " + i, now);
        }
        for (int i = 130; i < 200; i++) {
            DESK.open(1000 + i, "It is slow " + i, now + i);
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(polled("manageengine", "subject", "It is slow%")).hasSize(200));
        DESK.change(1007, now + 1_000);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(polled("manageengine", "subject", "It is slow%")).hasSize(201));
        assertThat(DESK.calls()).noneMatch(call -> (call.path() + call.query() + call.body()).contains(SimulatedServiceDesk.TOKEN));
    }

    @Test
    void serviceDeskGetsANoteAndAnUnsureOneOnlyIfItIsNotThere() {
        String html = NOTE.replace("\n", "<br />");
        DESK.open(1, "Disk is full", 1);
        writes("manageengine", "1", false);
        assertThat(DESK.notes(1)).containsExactly(html);
        writes("manageengine", "1", true);
        assertThat(DESK.notes(1)).containsExactly(html);
        DESK.open(2, "Disk is slow", 1);
        writes("manageengine", "2", true);
        assertThat(DESK.notes(2)).containsExactly(html);
    }

    @Test
    void serviceDeskRequestIsResolvedOnlyWhereTheFileAllowsIt() throws Exception {
        DESK.open(5, "Paper is out", 1);
        writes("manageengine", "5", false);
        assertThat(DESK.request(5).at("/status/name").asText()).isEqualTo("Open");
        sendTo("manageengine-note-sink", note("manageengine", "5", true), Map.of("connector", "manageengine", "url", DESK.url(), "setStatus", "true"));
        assertThat(DESK.notes(5)).hasSize(1);
        assertThat(DESK.request(5).at("/status/name").asText()).isEqualTo("Resolved");
        assertThat(DESK.request(5).at("/resolution/content").asText()).isEqualTo(NOTE.replace("\n", "<br />"));
    }

    @Test
    void serviceDeskThatRefusesInTheBodyHasRefused() {
        DESK.open(3, "Fan is dead", 1);
        DESK.refusesNotes(true);
        await().untilAsserted(() -> assertThatThrownBy(() -> send("manageengine", "3", false)).hasStackTraceContaining("ServiceDesk Plus refuses, code 4001"));
        assertThatThrownBy(() -> send("manageengine", "3/../4", false)).hasStackTraceContaining("no id of a ServiceDesk Plus request");
    }

    private List<String> polled(String connector, String field, String like) {
        return jdbc.sql("SELECT convert_from(payload, 'UTF8')::jsonb ->> :field FROM event WHERE connector = :connector "
                + "AND convert_from(payload, 'UTF8')::jsonb ->> :field LIKE :like")
            .param("field", field).param("connector", connector).param("like", like).query(String.class).list();
    }

    /** Sends it as soon as the connector takes calls again. */
    private void writes(String connector, String externalId, boolean unsure) {
        await().atMost(Duration.ofSeconds(20)).ignoreExceptionsMatching(e -> String.valueOf(e.getCause()).contains("takes no calls now"))
            .until(() -> {
                send(connector, externalId, unsure);
                return true;
            });
    }

    private void send(String connector, String externalId, boolean unsure) {
        template.sendBody("direct:connector-write-" + connector, note(connector, externalId, unsure));
    }

    /** To a kamelet with parameters of its own, as another file would have them. */
    private void sendTo(String kamelet, WriteBack note, Map<String, String> parameters) throws Exception {
        Properties properties = new Properties();
        properties.putAll(parameters);
        KameletComponent kamelets = camel.getComponent("kamelet", KameletComponent.class);
        Map<String, Properties> known = new HashMap<>(kamelets.getRouteProperties());
        known.put("other-" + kamelet, properties);
        kamelets.setRouteProperties(known);
        try (ProducerTemplate sink = camel.createProducerTemplate()) {
            sink.sendBody("kamelet:" + kamelet + "/other-" + kamelet, json.writeValueAsString(note));
        }
    }

    private static WriteBack note(String connector, String externalId, boolean unsure) {
        return new WriteBack("01900000-0000-7000-8000-00000000000a", "decision:1", "01900000-0000-7000-8000-00000000000b", "default", connector, externalId, null,
            NOTE, MARKER, TicketStatus.RESOLVED, true, unsure);
    }
}
