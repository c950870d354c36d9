package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Who is to be told of alarms hears of each beginning and each end once, whatever fails in between. */
@CamelSpringBootTest
@ExtendWith(OutputCaptureExtension.class)
@Import(AlarmNotificationTest.Beans.class)
@DirtiesContext
@SpringBootTest(properties = {"serai.connector.alarm-period=100ms", "serai.work.poll=50ms", "serai.work.stages.alarm.backoff=50ms,50ms,50ms,50ms,50ms,50ms,50ms,50ms",
    "SERAI_ALARM_HEADER=X-Alarm-Secret", "SERAI_ALARM_SECRET=Bearer marked-alarm-secret",
    "camel.main.routes-include-pattern=file:routes/connector-*-alarm.camel.yaml,file:routes/policy-return-to-queue.camel.yaml,file:routes/work-record-failure.camel.yaml"})
class AlarmNotificationTest {

    private static final String NAME = "bell";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Not closed: a second try of this class in the same process needs it as well. */
    private static final AlarmReceiver RECEIVER = new AlarmReceiver();
    private static final List<String> WHOLE = List.of("sync-failed raised", "sync-failed over");

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) {
        registry.add("SERAI_ALARM_URL", () -> RECEIVER.url() + "/services/marked-alarm-path?to=ops");
    }

    @TestConfiguration
    static class Beans {
        @Bean
        @Primary
        Connectors testConnectors() {
            Connector bell = Doors.all().filter(door -> door.toString().equals(NAME)).findFirst().orElseThrow().connector();
            return new Connectors() {
                @Override
                public Optional<Connector> find(String name) {
                    return name.equals(NAME) ? Optional.of(bell) : Optional.empty();
                }

                @Override
                public List<Connector> all() {
                    return List.of(bell);
                }
            };
        }
    }

    @Autowired
    ConnectorStates states;
    @Autowired
    CamelContext camel;
    @Autowired
    AlarmStore store;
    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void calm() {
        RECEIVER.failing(0, 500);
        recovers();
        // in this order: what ends an alarm queues its event with it
        await().atMost(PATIENCE).until(() -> store.raised().isEmpty() && jdbc.sql("SELECT count(*) FROM work_item").query(Long.class).single() == 0);
        RECEIVER.clear();
        jdbc.sql("DELETE FROM dead_letter").update();
    }

    @Test
    void aBeginningAndAnEndAreTwoEventsInFull() {
        Instant before = Instant.now();
        fails();
        await().atMost(PATIENCE).until(() -> RECEIVER.taken(NAME).size() == 1);
        recovers();
        await().atMost(PATIENCE).until(() -> RECEIVER.taken(NAME), WHOLE::equals);
        AlarmReceiver.Call raised = RECEIVER.calls().get(0);
        assertThat(raised.target()).isEqualTo("/services/marked-alarm-path?to=ops");
        assertThat(raised.secret()).isEqualTo("Bearer marked-alarm-secret");
        assertThat(raised.key()).isEqualTo(raised.event().path("id").asText());
        assertThat(UUID.fromString(raised.key())).isNotNull();
        JsonNode over = RECEIVER.calls().get(1).event();
        assertThat(over.path("id")).isNotEqualTo(raised.event().path("id"));
        assertThat(over.path("tenant").asText()).isEqualTo("oasis");
        assertThat(over.path("text").asText()).isEqualTo(Alarm.SYNC_FAILED.words());
        assertThat(Instant.parse(over.path("raisedAt").asText())).isAfter(before).isEqualTo(Instant.parse(raised.event().path("raisedAt").asText()))
            .isBefore(Instant.parse(over.path("at").asText()));
        assertThat(over.properties()).extracting(Map.Entry::getKey)
            .containsExactlyInAnyOrder("id", "alarm", "state", "connector", "tenant", "text", "raisedAt", "at");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 404, 401, 302})
    void whatTheReceiverRefusesComesAgainAndTheEndAfterTheBeginning(int status) {
        RECEIVER.failing(3, status);
        fails();
        await().atMost(PATIENCE).until(() -> store.raised().containsKey(NAME));
        recovers();
        await().atMost(PATIENCE).until(() -> RECEIVER.taken(NAME), WHOLE::equals);
        assertThat(RECEIVER.calls()).hasSize(5).noneMatch(call -> call.target().contains("elsewhere"));
        assertThat(RECEIVER.calls().subList(0, 4)).extracting(AlarmReceiver.Call::key).as("the same event has the same key").containsOnly(RECEIVER.calls().get(0).key());
        assertThat(jdbc.sql("SELECT count(*) FROM dead_letter").query(Long.class).single()).isZero();
    }

    @Test
    void whatHappensWhileTheRouteIsStoppedIsToldWhenItRunsAgain() throws Exception {
        camel.getRouteController().stopRoute("connector-notify-alarm");
        fails();
        await().atMost(PATIENCE).until(() -> store.raised().containsKey(NAME));
        recovers();
        await().atMost(PATIENCE).until(() -> store.raised().isEmpty());
        RECEIVER.failing(1, 500);
        camel.getRouteController().startRoute("connector-notify-alarm");
        await().atMost(PATIENCE).until(() -> RECEIVER.taken(NAME), WHOLE::equals);
        camel.getRouteController().stopRoute("connector-notify-alarm");
        camel.getRouteController().startRoute("connector-notify-alarm");
        await().during(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> RECEIVER.taken(NAME), WHOLE::equals);
    }

    @Test
    void aReceiverThatNeverAnswersWellLeavesADeadLetterToReplay() {
        RECEIVER.failing(9, 500);
        fails();
        await().atMost(PATIENCE).until(() -> jdbc.sql("SELECT error FROM dead_letter WHERE stage = 'alarm'").query(String.class).list(),
            errors -> errors.size() == 1 && errors.get(0).contains("the receiver of alarms answered HTTP 500"));
        assertThat(store.raised().get(NAME)).containsOnlyKeys(Alarm.SYNC_FAILED);
    }

    @Test
    void neitherTheSecretNorThePathOfTheReceiverIsSeen(CapturedOutput output) {
        RECEIVER.failing(2, 500);
        fails();
        await().atMost(PATIENCE).until(() -> RECEIVER.taken(NAME).size() == 1);
        assertThat(output.getAll()).contains("the receiver of alarms answered HTTP 500").doesNotContain("marked-alarm");
        assertThat(camel.getEndpoints()).allSatisfy(endpoint -> assertThat(endpoint.getEndpointUri()).doesNotContain("marked-alarm"));
        assertThat(jdbc.sql("SELECT body FROM work_item UNION ALL SELECT body FROM dead_letter UNION ALL SELECT details::text FROM audit").query(String.class).list())
            .noneMatch(text -> text.contains("marked-alarm"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com/", "example.com", "http://user:pass@example.com/", "http://example.com/#x", "http:///x", "http://exa mple.com/"})
    void anAddressThatIsNoneIsRefusedAtTheStartWithoutBeingShown(String url) {
        assertThatThrownBy(() -> new AlarmProperties(url, "Authorization", "", Duration.ofSeconds(5))).hasMessageStartingWith("SERAI_ALARM_URL must be")
            .message().doesNotContain("example");
    }

    private void fails() {
        for (int i = 0; i < 3; i++) {
            states.of(NAME).record(new IllegalStateException("the bell does not answer"));
        }
    }

    private void recovers() {
        states.of(NAME).record(null);
    }
}
