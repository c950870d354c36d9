package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.connector.Doors.Door;
import io.serai.connector.TestSender.Delivery;
import io.serai.testing.RawHttp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** TRUST S6 at the door, over every connector that takes webhooks: a refusal is the same whatever was wrong, and leaves nothing behind. */
@Import(OpenDoors.class)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "camel.main.routes-include-pattern=file:routes/connector-receive-event.camel.yaml")
class S6DoorTest {

    private static final byte[] BODY = "{\"b\": [1, 2.50], \"id\": \"7\"}".getBytes(StandardCharsets.UTF_8);
    private static final List<Door> ALL = Doors.all().toList();

    @LocalServerPort
    int port;
    @Autowired
    JdbcClient jdbc;

    static Stream<Door> doors() {
        return ALL.stream();
    }

    @BeforeEach
    void empty() {
        Stream.of("event", "event_key", "event_conflict", "work_item", "dead_letter").forEach(table -> jdbc.sql("DELETE FROM " + table).update());
    }

    @ParameterizedTest
    @MethodSource("doors")
    void everyRefusalIsTheSameAndStoresNothing(Door door) {
        TestSender sender = TestSender.of(door);
        Door other = ALL.get((ALL.indexOf(door) + 1) % ALL.size());
        Instant now = Instant.now();
        Map<String, String> refusals = new LinkedHashMap<>();
        for (Map.Entry<String, Delivery> forgery : Forgeries.of(sender, BODY, now, other.secret(), Duration.ofMinutes(1)).entrySet()) {
            RawHttp.Answer answer = OpenDoors.post(port, door.toString(), forgery.getValue());
            assertThat(answer.status()).as(forgery.getKey()).isEqualTo(401);
            refusals.put(forgery.getKey(), OpenDoors.refusal(answer));
        }
        assertThat(refusals.values().stream().distinct()).hasSize(1);
        assertThat(refusals.values().iterator().next()).contains("The sender's secret or signature is missing or wrong.").doesNotContain(door.secret());
        assertThat(events()).isZero();

        assertThat(OpenDoors.post(port, door.toString(), sender.send(BODY, Instant.now())).status()).isEqualTo(202);
        assertThat(events()).isOne();
    }

    @Test
    void aHeaderThatTheFirewallLetsNobodyReadIsTheSendersFaultAndNotTheHubs() {
        Door door = ALL.get(0);
        Delivery right = TestSender.of(door).send(BODY, Instant.now());
        for (String header : List.of("accept", "content-encoding", "user-agent", "x-forwarded-for", "origin")) {
            assertThat(OpenDoors.post(port, door.toString(), right.with(header, "\uFF11")).status()).as(header).isIn(202, 400);
        }
        assertThat(OpenDoors.post(port, door.toString(), right.with("user-agent", "\uFF11")).status()).isEqualTo(202);
    }

    private long events() {
        return jdbc.sql("SELECT count(*) FROM event").query(Long.class).single();
    }
}
