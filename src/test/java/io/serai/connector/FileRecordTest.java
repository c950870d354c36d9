package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.home.HomeFiles;
import io.serai.ticket.Category;
import io.serai.ticket.Kind;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kamelet file-record-action makes of rows. */
class FileRecordTest {

    private static final HomeFiles HOME = new HomeFiles(Path.of("").toAbsolutePath());
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static NormalizeText normalize;

    private final ObjectMapper json = new ObjectMapper();
    private final List<String> faults = new ArrayList<>();

    @BeforeAll
    static void start() {
        normalize = NormalizeText.with(HOME, "file-import", variable -> Optional.empty());
    }

    @AfterAll
    static void stop() {
        normalize.close();
    }

    @Test
    void readsAnExportOfAHelpDesk() {
        Ticket ticket = ticket("""
            {"Number":"INC0010023","Short description":"VPN drops","Description":"Every few minutes.","Category":"VPN","State":"On Hold",
             "Priority":"2 - High","Opened":"2026-03-04 05:06:07","Updated":"2026-03-05 05:06:07","Due date":"2026-03-06","Caller":"Jane Doe",
             "Email":"jane@example.com","Assigned to":"Sam","Configuration item":"lap-17","Location":"Berlin","Assignment group":"Network"}""");

        assertThat(ticket.source()).isEqualTo(new Ticket.Source("file", "file-import", "INC0010023", null));
        assertThat(ticket.kind()).isEqualTo(Kind.INCIDENT);
        assertThat(ticket.title()).isEqualTo("VPN drops");
        assertThat(ticket.description()).isEqualTo("Every few minutes.");
        assertThat(ticket.category()).isEqualTo(Category.VPN);
        assertThat(ticket.status()).isEqualTo(TicketStatus.PENDING);
        assertThat(ticket.priority()).isEqualTo(Priority.HIGH);
        assertThat(ticket.requester()).isEqualTo(new Ticket.Requester("Jane Doe", "jane@example.com", null));
        assertThat(ticket.assignee()).isEqualTo("Sam");
        assertThat(ticket.affectedSystem()).isEqualTo("lap-17");
        assertThat(ticket.createdAt()).hasToString("2026-03-04T05:06:07Z");
        assertThat(ticket.updatedAt()).hasToString("2026-03-05T05:06:07Z");
        assertThat(ticket.slaDueAt()).hasToString("2026-03-06T00:00:00Z");
        assertThat(ticket.labels()).containsExactlyInAnyOrderEntriesOf(Map.of("Location", "Berlin", "Assignment group", "Network"));
    }

    @Test
    void aRowWithATitleIsEnoughIfItsHashStandsInForAnId() {
        Ticket ticket = ticket("{\"Subject\":\"Printer jams\",\"_serai\":{\"hash\":\"0a1b\"}}");

        assertThat(ticket.source().externalId()).isEqualTo("row-0a1b");
        assertThat(ticket.status()).isEqualTo(TicketStatus.OPEN);
        assertThat(ticket.priority()).isEqualTo(Priority.MEDIUM);
        assertThat(ticket.createdAt()).isEqualTo(NOW);
        assertThat(ticket.labels()).isEmpty();
    }

    @Test
    void theTimeOfTheEndIsTheLastChangeOfWhatIsOver() {
        String row = "{\"id\":1,\"title\":\"x\",\"status\":\"%s\",\"created\":\"2026-03-04\",\"closed at\":\"2026-03-09\"}";

        assertThat(ticket(row.formatted("Solved")).updatedAt()).hasToString("2026-03-09T00:00:00Z");
        assertThat(ticket(row.formatted("Re-Opened")).updatedAt()).hasToString("2026-03-04T00:00:00Z");
    }

    @Test
    void readsRecordsWithObjectsAndLists() {
        Ticket ticket = ticket("""
            {"id":7,"title":"x","requester":{"name":"Jane","email":"jane@example.com"},"labels":{"site":"B"},"tags":["a","b"],"status":{"name":"Open"}}""");

        assertThat(ticket.requester()).isEqualTo(new Ticket.Requester("Jane", "jane@example.com", null));
        assertThat(ticket.labels()).containsExactlyInAnyOrderEntriesOf(Map.of("site", "B", "tags", "a, b"));
    }

    @Test
    void whatIsMissingOrUnknownIsToldInWordsThatQuoteNothing() {
        assertThat(fault("{\"title\":\"x\"}")).isEqualTo("cannot be read as a record of file: no id, so updates could not be matched");
        assertThat(fault("{\"id\":1,\"phone\":\"x\"}")).endsWith("neither title nor description, so nothing says what it is about");
        assertThat(fault("{\"id\":1,\"title\":\"x\",\"status\":\"secret\"}"))
            .endsWith("no known status, so statusWords has to tell what the word in the file means");
        assertThat(fault("{\"id\":1,\"title\":\"x\",\"severity\":\"secret\"}"))
            .endsWith("no known priority, so priorityWords has to tell what the word in the file means");
        assertThat(fault("{\"id\":1,\"title\":\"x\",\"created\":\"secret\"}")).isEqualTo("ticket.createdAt is no time that can be read");
        assertThat(fault("[7]")).contains("cannot be read as a record of file");
    }

    @Test
    void aCategoryThatIsNoneOfOursIsALabel() {
        Ticket ticket = ticket("{\"id\":1,\"title\":\"x\",\"category\":\"Facility\"}");

        assertThat(ticket.category()).isNull();
        assertThat(ticket.labels()).containsEntry("category", "Facility");
    }

    @Test
    void aRowCanBringItsMapping() {
        Ticket ticket = ticket("""
            {"Ticket-Nr.":"4711","Betreff":"Drucker","Stand":"erledigt","Art":"Drucker","Angelegt":"01.02.2026 10:00","title":"not this",
             "_serai":{"hash":"1","mapping":{"id":"Ticket-Nr.","title":"Betreff","status":"Stand","category":"Art","created":"Angelegt",
             "statusWords":"erledigt=resolved","categoryWords":"Drucker=printer","timeZone":"Europe/Berlin"}}}""");

        assertThat(ticket.source().externalId()).isEqualTo("4711");
        assertThat(ticket.title()).isEqualTo("Drucker");
        assertThat(ticket.status()).isEqualTo(TicketStatus.RESOLVED);
        assertThat(ticket.category()).isEqualTo(Category.PRINTER);
        assertThat(ticket.createdAt()).hasToString("2026-02-01T09:00:00Z");
        assertThat(ticket.labels()).containsEntry("title", "not this");
    }

    @Test
    void manyRowsAreCheckedTogetherAndAnswerOneByOne() throws IOException {
        List<ObjectNode> rows = new ArrayList<>();
        for (String row : List.of("{\"id\":1,\"title\":\"x\"}", "{\"id\":2}", "{\"id\":3,\"title\":\"x\",\"status\":\"?\"}", "{\"id\":4,\"subject\":\"x\"}")) {
            rows.add((ObjectNode) json.readTree(row));
        }
        List<Optional<String>> answers = new CheckRecords().faults(normalize.connector(), rows, normalize::kamelet);

        assertThat(answers).extracting(Optional::isPresent).containsExactly(false, true, true, false);
    }

    @Test
    void aRecordTooDeepDoesNotTakeItsNeighboursAlong() throws IOException {
        ObjectNode deep = (ObjectNode) json.readTree("{\"id\":1,\"title\":\"x\",\"y\":" + "[".repeat(63) + "]".repeat(63) + "}");
        List<ObjectNode> rows = List.of((ObjectNode) json.readTree("{\"id\":2,\"title\":\"x\"}"), deep);

        assertThat(new CheckRecords().faults(normalize.connector(), rows, normalize::kamelet)).extracting(Optional::isPresent).startsWith(false);
    }

    @Test
    void aMappingFileIsCheckedByFileAndLine(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("good.yaml"), "title: Betreff\nstatusWords: erledigt=resolved, offen=open\n");
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "title: Betreff\ntitel: x\ndefaultStatus: offen\nid: 'a\"b'\n");

        assertThat(RowMapping.read(HOME, normalize, good)).isEqualTo(Map.of("title", "Betreff", "statusWords", "erledigt=resolved, offen=open"));
        assertThatThrownBy(() -> RowMapping.read(HOME, normalize, bad)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("bad.yaml:2: unknown key 'titel'; allowed are id, title,")
            .hasMessageContaining("bad.yaml:3: 'defaultStatus' must be one of open, in_progress, pending, resolved, closed")
            .hasMessageContaining("bad.yaml:4: 'id' must match");
        try (NormalizeText other = NormalizeText.with(HOME, "datadog", variable -> Optional.empty())) {
            assertThatThrownBy(() -> RowMapping.read(HOME, other, good)).hasMessageContaining("takes no mapping with its rows");
        }
    }

    @Test
    void theReadingChangesWithTheConnectorsFileOnly(@TempDir Path home) throws IOException {
        Files.createDirectories(home.resolve("connector-configs"));
        Path file = home.resolve("connector-configs/file-import.yaml");
        String text = Files.readString(Path.of("connector-configs/file-import.yaml"));
        Files.writeString(file, text);
        String before = reading(home);
        assertThat(reading(home)).isEqualTo(before);
        Files.writeString(file, "# another comment\n" + text);
        assertThat(reading(home)).isEqualTo(before);
        Files.writeString(file, text + "  parameters:\n    title: Betreff\n");
        assertThat(reading(home)).isNotEqualTo(before);
        Files.writeString(file, text + "mapping:\n  priority:\n    field: /x\n    values: {a: high, b: low}\n");
        assertThat(reading(home)).isNotEqualTo(before);
    }

    private static String reading(Path home) {
        ConnectorFiles files = ConnectorFiles.read(new HomeFiles(home), variable -> Optional.empty());
        assertThat(files.faults()).isEmpty();
        return CheckRecords.reading(files.find("file-import").orElseThrow(), variable -> Optional.empty());
    }

    private Ticket ticket(String row) {
        List<Ticket> tickets = new ArrayList<>();
        normalize.normalize(row, NOW, tickets::add, faults::add);
        assertThat(faults).isEmpty();
        assertThat(tickets).hasSize(1);
        return tickets.get(0);
    }

    private String fault(String row) {
        List<String> told = new ArrayList<>();
        normalize.normalize(row, NOW, ticket -> told.add("a ticket"), told::add);
        assertThat(told).hasSize(1).doesNotContain("a ticket");
        assertThat(told.get(0)).doesNotContain("secret");
        return told.get(0);
    }
}
