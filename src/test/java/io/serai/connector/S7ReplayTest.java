package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.connector.Doors.Door;
import io.serai.connector.SenderProof.Verdict;
import io.serai.connector.TestSender.Delivery;
import io.serai.testing.RawHttp;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** TRUST S7: what is sent again is the same event or is refused, and a secret is replaced without one refusal. */
@ExtendWith(OutputCaptureExtension.class)
@Import(OpenDoors.class)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "camel.main.routes-include-pattern=file:routes/connector-receive-event.camel.yaml")
class S7ReplayTest {

    private static final byte[] BODY = "{\"b\": [1, 2.50], \"id\": \"7\"}".getBytes(StandardCharsets.UTF_8);
    private static final ObjectMapper JSON = new ObjectMapper();

    @LocalServerPort
    int port;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    MeterRegistry meters;

    static Stream<Door> doors() {
        return Doors.all();
    }

    static Stream<Door> timed() {
        return Doors.all().filter(door -> TestSender.of(door).signsItsTime());
    }

    @BeforeEach
    void empty() {
        Stream.of("event", "event_key", "event_conflict", "work_item", "dead_letter").forEach(table -> jdbc.sql("DELETE FROM " + table).update());
    }

    @ParameterizedTest
    @MethodSource("doors")
    void theSameDeliveryAgainIsTheFirstEvent(Door door) throws Exception {
        Delivery sent = TestSender.of(door).send(BODY, Instant.now().minusSeconds(2));
        JsonNode first = accepted(door, sent);
        for (int i = 0; i < 3; i++) {
            assertThat(accepted(door, sent)).isEqualTo(first);
        }
        assertThat(jdbc.sql("SELECT duplicates FROM event").query(Integer.class).single()).isEqualTo(3);
        assertThat(jdbc.sql("SELECT count(*) FROM work_item").query(Long.class).single()).isOne();
    }

    @Test
    void theSameIdSentLaterIsTheFirstEventAndAnotherBodyUnderItIsAConflict() throws Exception {
        Door bell = door("bell");
        TestSender sender = TestSender.of(bell);
        long now = Instant.now().getEpochSecond();
        JsonNode first = accepted(bell, sender.send(BODY, Long.toString(now - 200), "msg_7"));
        assertThat(accepted(bell, sender.send(BODY, Long.toString(now), "msg_7"))).isEqualTo(first);
        JsonNode other = accepted(bell, sender.send("{}".getBytes(StandardCharsets.UTF_8), Long.toString(now), "msg_7"));
        assertThat(other.get("event")).isEqualTo(first.get("event"));
        assertThat(other.get("warning").asText()).contains("another body");
        assertThat(accepted(bell, sender.send(BODY, Long.toString(now), "msg_8")).get("event")).isNotEqualTo(first.get("event"));
    }

    @ParameterizedTest
    @MethodSource("timed")
    void whatIsTooOldOrAheadOrNoTimeIsRefusedHoweverWellItIsSigned(Door door) {
        TestSender sender = TestSender.of(door);
        Duration tolerance = ((SignedDelivery) door.proof()).tolerance();
        // a minute more for the way here; the exact limit is tried below
        for (Map.Entry<String, String> stale : StaleTimes.of(Instant.now(), tolerance.plusMinutes(1)).entrySet()) {
            assertThat(post(door, sender.send(BODY, stale.getValue(), "msg_1")).status()).as(stale.getKey()).isEqualTo(401);
        }
        assertThat(jdbc.sql("SELECT count(*) FROM event").query(Long.class).single()).isZero();
    }

    @ParameterizedTest
    @MethodSource("timed")
    void theToleranceIsExact(Door door) {
        Duration tolerance = ((SignedDelivery) door.proof()).tolerance();
        Instant now = Instant.parse("2026-11-25T12:00:00Z");
        Delivery sent = TestSender.of(door).send(BODY, now);
        assertThat(tolerance).isEqualTo(door.toString().equals("tower") ? Duration.ofMinutes(30) : Duration.ofMinutes(5));
        assertThat(Stream.of(tolerance.negated(), Duration.ZERO, tolerance).map(off -> verdict(door, sent, now.plus(off)))).containsOnly(Verdict.PROVEN);
        assertThat(Stream.of(tolerance.plusSeconds(1).negated(), tolerance.plusMillis(1), tolerance.plusSeconds(1), Duration.ofDays(-9_000))
            .map(off -> verdict(door, sent, now.plus(off)))).containsOnly(Verdict.REFUSED);
        assertThat(door.connector().streams().hook().duplicateWindow()).as("as long as it passes for fresh, it is known again")
            .isGreaterThanOrEqualTo(tolerance.multipliedBy(2));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void aSecretIsReplacedWithoutOneRefusalAndTheUseOfTheOldOneIsTold(Door door, CapturedOutput output) {
        assertThat(door.previous()).as("the file of " + door + " has a place for the secret before: previousSecret").isNotNull();
        double before = oldSecrets(door);
        Delivery byOld = new TestSender(door.proof(), door.previous()).send(BODY, Instant.now());
        Delivery byNew = TestSender.of(door).send(BODY, Instant.now());
        for (Delivery delivery : List.of(byOld, byNew, byOld)) {
            assertThat(post(door, delivery).status()).isEqualTo(202);
        }
        assertThat(oldSecrets(door) - before).isEqualTo(2);
        assertThat(output.getAll().split("connector " + door + ": webhooks still come with the previous secret", -1)).hasSize(2);
        assertThat(output.getAll()).doesNotContain(door.secret()).doesNotContain(door.previous());
        Door after = Doors.withoutPrevious().filter(one -> one.toString().equals(door.toString())).findFirst().orElseThrow();
        assertThat(verdict(after, byNew, Instant.now())).isEqualTo(Verdict.PROVEN);
        assertThat(verdict(after, byOld, Instant.now())).isEqualTo(Verdict.REFUSED);
    }

    private double oldSecrets(Door door) {
        return meters.counter("serai.hooks.old.secret", "connector", door.toString()).count();
    }

    private static Verdict verdict(Door door, Delivery delivery, Instant at) {
        return new VerifySender(Clock.fixed(at, ZoneOffset.UTC)).verify(door.connector().streams().hook(), delivery.request());
    }

    private static Door door(String name) {
        return Doors.all().filter(door -> door.toString().equals(name)).findFirst().orElseThrow();
    }

    private JsonNode accepted(Door door, Delivery delivery) throws Exception {
        RawHttp.Answer answer = post(door, delivery);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        JsonNode accepted = JSON.readTree(answer.body());
        assertThat(accepted.path("event").asText()).hasSize(36);
        return accepted;
    }

    private RawHttp.Answer post(Door door, Delivery delivery) {
        return OpenDoors.post(port, door.toString(), delivery);
    }
}
