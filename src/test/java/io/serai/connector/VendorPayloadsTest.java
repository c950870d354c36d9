package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.home.HomeFiles;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What public integrations recorded of the vendors that have a connector normalises to what a reader expects. {@code SERAI_PAYLOADS} names another folder
 * of the same form to try.
 */
class VendorPayloadsTest {

    private static final Path PAYLOADS = Path.of(Optional.ofNullable(System.getenv("SERAI_PAYLOADS")).orElse("src/test/resources/payloads"));
    private static final Instant RECEIVED = Instant.parse("2026-11-21T06:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, NormalizeText> CONNECTORS = new HashMap<>();

    @AfterAll
    static void close() {
        CONNECTORS.values().forEach(NormalizeText::close);
        CONNECTORS.clear();
    }

    @TestFactory
    Stream<DynamicTest> normalisesAsAReaderExpects() throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(PAYLOADS.resolve("INDEX.jsonl"))) {
            JsonNode row = JSON.readTree(line);
            if (Files.exists(Path.of("connector-configs", connector(row) + ".yaml"))) {
                rows.add(row);
            }
        }
        return rows.stream().map(row -> DynamicTest.dynamicTest(row.path("file").asText(), () -> check(row)));
    }

    /** The index's name of a vendor where ours is another. */
    static String connector(JsonNode row) {
        return switch (row.path("vendor").asText()) {
            case "prometheus" -> "alertmanager";
            case "bmc_remedy" -> "bmc-remedy";
            default -> row.path("vendor").asText();
        };
    }

    private static void check(JsonNode row) throws IOException {
        NormalizeText connector = CONNECTORS.computeIfAbsent(connector(row), name ->
            NormalizeText.with(new HomeFiles(Path.of("").toAbsolutePath()), name, variable -> Optional.empty()));
        List<Ticket> tickets = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        connector.normalize(Files.readString(PAYLOADS.resolve(row.path("file").asText())), RECEIVED, tickets::add, faults::add);
        assertThat(faults).isEmpty();
        assertThat(tickets).hasSize(1);
        Ticket ticket = tickets.get(0);
        assertThat(accepted(row, "title")).contains(ticket.title());
        accepts(row, "external_id", ticket.source().externalId());
        accepts(row, "status", status(ticket.status()));
        accepts(row, "severity", severity(row, ticket.priority()));
    }

    private static void accepts(JsonNode row, String field, String ours) {
        List<String> accepted = accepted(row, field);
        if (!accepted.contains("any")) {
            assertThat(accepted).contains(ours);
        }
    }

    private static List<String> accepted(JsonNode row, String field) {
        JsonNode accept = row.path("accept").has(field) ? row.path("accept").get(field) : row.path("expected").get(field);
        List<String> words = new ArrayList<>();
        if (accept.isArray()) {
            accept.forEach(word -> words.add(word.asText()));
        } else {
            words.add(accept.asText());
        }
        return words;
    }

    private static String status(TicketStatus status) {
        return status == TicketStatus.PENDING ? "on_hold" : status.json();
    }

    /** The canonical ticket knows no {@code info}: what the vendor ranks below low is our low, so where info is all that is expected, low is right. */
    private static String severity(JsonNode row, Priority priority) {
        return priority == Priority.LOW && accepted(row, "severity").equals(List.of("info")) ? "info" : priority.json();
    }
}
