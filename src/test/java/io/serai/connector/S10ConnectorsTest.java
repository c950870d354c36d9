package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.serai.connector.Doors.Door;
import io.serai.testing.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
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
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * TRUST S10 over every connector that takes webhooks, from the door to the stored ticket: odd characters in every text of what its system really
 * sends are kept or cleaned once, and break neither a store nor a line of the log.
 */
@Import(OpenDoors.class)
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {"serai.work.poll=50ms", "serai.work.stages.received.backoff=50ms",
    "camel.main.routes-include-pattern=file:routes/connector-receive-event.camel.yaml,file:routes/connector-normalize-*.camel.yaml,"
        + "file:routes/ticket-accept-tickets.camel.yaml,file:routes/policy-return-to-queue.camel.yaml,file:routes/work-record-failure.camel.yaml"})
class S10ConnectorsTest {

    private static final Path PAYLOADS = Path.of("src/test/resources/payloads");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORGED = "2026-11-21T00:00:00.000Z INFO  [main] io.serai.security.LoginWatch [-] : admin logged in";
    private static final List<String> ODD = List.of("\r\n" + FORGED, "\u0000", "\ud800", "\udc00x", "\u202Egnp.exe", "\u2028" + FORGED, "\u0085" + FORGED, "\uFEFF", "\u200B",
        "\u001b[2J", "a" + "\u0301".repeat(300), "\uFFFE", "\u0007\u007f");

    /** What a system sends, as it was recorded. */
    record Recorded(Door door, String file) {
        @Override
        public String toString() {
            return door + " " + file;
        }
    }

    @LocalServerPort
    int port;
    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void allOn(DynamicPropertyRegistry registry) {
        ShippedConnectors.variables("http://127.0.0.1:9").forEach((name, value) -> registry.add(name, () -> value));
    }

    /** One file a connector is enough: what is tried is the way, not the mapping. */
    static Stream<Recorded> recorded() throws IOException {
        Map<String, Recorded> first = new TreeMap<>();
        List<Door> doors = Doors.all().toList();
        for (String line : Files.readAllLines(PAYLOADS.resolve("INDEX.jsonl"))) {
            JsonNode row = JSON.readTree(line);
            String connector = VendorPayloadsTest.connector(row);
            doors.stream().filter(door -> door.toString().equals(connector))
                .forEach(door -> first.putIfAbsent(connector, new Recorded(door, row.path("file").asText())));
        }
        return first.values().stream();
    }

    @BeforeEach
    void empty() {
        Stream.of("event_outcome", "event", "event_key", "event_conflict", "work_item", "dead_letter").forEach(table -> jdbc.sql("DELETE FROM " + table).update());
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void oddCharactersReachTheTicketCleanedAndBreakNothing(Recorded recorded, CapturedOutput output) throws IOException {
        JsonNode payload = JSON.readTree(PAYLOADS.resolve(recorded.file()).toFile());
        for (int i = 0; i < ODD.size(); i++) {
            byte[] body = JSON.writer().with(com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(odd(payload, ODD.get(i), i))
                .getBytes(StandardCharsets.UTF_8);
            // what it is known by is odd as well, or the same as before
            jdbc.sql("DELETE FROM event_key").update();
            RawHttp.Answer answer = OpenDoors.post(port, recorded.door().toString(), TestSender.of(recorded.door()).send(body, Instant.now()));
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            assertThat(answer.body()).doesNotContain("warning");
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> jdbc.sql("SELECT count(*) FROM work_item WHERE stage = 'received'").query(Long.class).single() == 0);
        assertThat(jdbc.sql("SELECT error FROM dead_letter").query(String.class).list()).isEmpty();
        List<String> tickets = jdbc.sql("SELECT t.body::text FROM event_outcome o JOIN ticket t ON t.id = o.ticket_id").query(String.class).list();
        assertThat(tickets).isNotEmpty().noneMatch(text -> text.contains("\\u0000") || text.contains("\\ud800") || text.contains("\\udc00"));
        assertThat(output.getAll().lines()).noneMatch(line -> line.startsWith(FORGED));
    }

    /** The same with something odd at the end of each text that people write: what a value of a closed list says is the system's, and stays. */
    private static JsonNode odd(JsonNode node, String odd, int number) {
        if (node instanceof ObjectNode object) {
            ObjectNode changed = JSON.createObjectNode();
            object.properties().forEach(field -> changed.set(field.getKey(), odd(field.getValue(), odd, number)));
            return changed;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode changed = JSON.createArrayNode();
            array.forEach(one -> changed.add(odd(one, odd, number)));
            return changed;
        }
        return node.isTextual() && node.asText().contains(" ") && !node.asText().matches("[0-9].*") ? new TextNode(node.asText() + " " + number + odd) : node;
    }
}
