package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mapping} and {@code tenants} of the sample {@code guests.yaml} make of records. */
class MappingTest {

    private static final Path SAMPLES = Path.of("src/test/resources/connector-configs");
    private static final Instant RECEIVED = Instant.parse("2026-11-21T06:00:00Z");

    @TempDir
    Path home;
    private final List<String> faults = new ArrayList<>();
    private static NormalizeText guests;

    @AfterAll
    static void close() {
        guests.close();
        guests = null;
    }

    @Test
    void aValueBecomesOurWordExactlyOrWithoutRegardToCase() throws IOException {
        assertThat(one("\"need\":{\"name\":\"Blocker\"}").priority()).isEqualTo(Priority.CRITICAL);
        assertThat(one("\"need\":{\"name\":\"blocker\"}").priority()).isEqualTo(Priority.HIGH);
        assertThat(one("\"need\":{\"name\":\" BLOCKER \"}").priority()).isEqualTo(Priority.CRITICAL);
        assertThat(one("\"state\":\"waiting FOR vendor\"").status()).isEqualTo(TicketStatus.PENDING);
        assertThat(one("\"sort\":\"wish\"").kind()).isEqualTo(Kind.REQUEST);
    }

    @Test
    void aNumberComparesAsText() throws IOException {
        assertThat(one("\"need\":{\"name\":3}").priority()).isEqualTo(Priority.LOW);
        assertThat(one("\"need\":{\"name\":\"3\"}").priority()).isEqualTo(Priority.LOW);
        assertThat(one("\"need\":{\"name\":33}").priority()).isEqualTo(Priority.MEDIUM);
    }

    @Test
    void whatIsNotInTheMapIsAsTheKameletReadsIt() throws IOException {
        for (String record : List.of("\"need\":{\"name\":\"Major\"}", "\"need\":{\"name\":null}", "\"need\":\"Blocker\"", "\"need\":[]", "\"other\":1")) {
            assertThat(one(record)).satisfies(ticket -> {
                assertThat(ticket.priority()).isEqualTo(Priority.MEDIUM);
                assertThat(ticket.status()).isEqualTo(TicketStatus.OPEN);
                assertThat(ticket.kind()).isEqualTo(Kind.INCIDENT);
                assertThat(ticket.category()).isNull();
                assertThat(ticket.title()).isEqualTo("A guest");
                assertThat(ticket.labels()).containsEntry("bed", "straw").containsEntry("room", "7");
            });
        }
    }

    @Test
    void theFirstPlaceThatHoldsSomethingCounts() throws IOException {
        assertThat(one("\"state\":{\"display_value\":\"Waiting for vendor\",\"value\":\"3\"}").status()).isEqualTo(TicketStatus.PENDING);
        assertThat(one("\"beast\":\"camel 1\",\"wagon\":\"w\"").affectedSystem()).isEqualTo("camel 1");
        assertThat(one("\"beast\":\" \",\"wagon\":\"w\"").affectedSystem()).isEqualTo("w");
        assertThat(one("\"beast\":{},\"wagon\":\"w\"").affectedSystem()).isEqualTo("w");
    }

    @Test
    void fieldsOfOnesOwnBecomeLabelsAndTexts() throws IOException {
        Ticket ticket = one("\"name\":\"Ali\\nBaba\",\"fields\":{\"customfield_10042\":4711},\"u_site\":\"Oasis\",\"bed\":\"silk\",\"stars\":[5,\"gold\",null,{}]");
        assertThat(ticket.title()).isEqualTo("Ali Baba");
        assertThat(ticket.labels()).containsEntry("cost_center", "4711").containsEntry("site", "Oasis").containsEntry("bed", "silk")
            .containsEntry("room", "7").containsEntry("stars", "5,gold");
    }

    @Test
    void ofAListTheFirstValueThatIsKnownCounts() throws IOException {
        assertThat(one("\"tags\":[\"urgent\",null,\"mailbox\"]").category()).isEqualTo(Category.EMAIL);
    }

    @Test
    void aMacroThatTheVendorLeftUnresolvedIsNothing() throws IOException {
        for (String macro : List.of("{HOST.NAME}", "{$SITE}", "${N=Alerting;M=Notes}", "$HOSTNAME", "*UNKNOWN*")) {
            assertThat(one("\"beast\":\"" + macro + "\",\"wagon\":\"w\",\"bed\":\"" + macro + "\"")).satisfies(ticket -> {
                assertThat(ticket.affectedSystem()).isEqualTo("w");
                assertThat(ticket.labels()).containsEntry("bed", "straw");
            });
        }
    }

    /** TRUST S20: whose a record is, the file says. */
    @Test
    void aRecordIsOnlyOfATenantThatTheFileLists() throws IOException {
        assertThat(one("\"caravan\":\"ACME\"").tenant()).isEqualTo("acme");
        assertThat(one("\"caravan\":\"NORD\"").tenant()).isEqualTo("nord");
        for (String record : List.of("\"caravan\":\"acme\"", "\"caravan\":\"nord\"", "\"caravan\":\"other\"", "\"caravan\":[\"ACME\",\"NORD\"]",
            "\"caravan\":null", "\"tenant\":\"acme\"", "\"record\":{\"caravan\":\"ACME\"}")) {
            assertThat(one(record).tenant()).as(record).isEqualTo("oasis");
        }
    }

    @Test
    void whatIsSaidForATenantGoesBeforeWhatIsSaidForAll() throws IOException {
        assertThat(one("\"caravan\":\"ACME\",\"need\":{\"name\":\"Trivial\"}").priority()).isEqualTo(Priority.CRITICAL);
        assertThat(one("\"caravan\":\"ACME\",\"need\":{\"name\":\"Blocker\"}").priority()).isEqualTo(Priority.CRITICAL);
        assertThat(one("\"caravan\":\"NORD\",\"need\":{\"name\":\"Trivial\"}").priority()).isEqualTo(Priority.MEDIUM);
        assertThat(one("\"caravan\":\"ACME\",\"u_site\":\"a\",\"acme_site\":\"b\"").labels()).containsEntry("site", "b");
        assertThat(one("\"caravan\":\"ACME\",\"u_site\":\"a\"").labels()).containsEntry("site", "a");
        assertThat(one("\"state\":\"asleep\"").status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(one("\"caravan\":\"NORD\",\"state\":\"asleep\"").status()).isEqualTo(TicketStatus.OPEN);
    }

    @Test
    void aStrictFileRefusesARecordOfNoTenantAndReadsTheOthers() throws IOException {
        List<Ticket> tickets = read("[" + record("\"caravan\":\"SPY\"") + "," + record("\"caravan\":\"NORD\"") + "," + record("\"x\":1") + "]",
            text -> text.replace("tenants:\n", "tenants:\n  strict: true\n"));
        assertThat(tickets).extracting(Ticket::tenant).containsExactly("nord");
        assertThat(faults).containsExactly("record 1: ticket.tenant cannot be told: what stands at /caravan is none of 'tenants.values'; "
            + "record 3: ticket.tenant cannot be told: what stands at /caravan is nothing");
    }

    @Test
    void aKameletThatKeepsTheRecordToItselfIsNamed() throws IOException {
        layOut(text -> text);
        Path kamelet = home.resolve("kamelets/inn-guest-action.kamelet.yaml");
        Files.writeString(kamelet, Files.readString(kamelet).replace("{ record: $record }", "{ vendors: $record }"));
        normalize("[" + record("\"x\":1") + "]", new ArrayList<>());
        assertThat(faults).singleElement().asString().contains("handed over no vendor's record as 'record'");
    }

    /** Whatever they send: every recorded payload is read under a mapping. */
    @Test
    void everyShippedConnectorsKameletHandsOverTheRecord() throws IOException {
        Path configs = Files.createDirectories(home.resolve("connector-configs"));
        ConnectorFiles shipped = ConnectorFiles.read(new HomeFiles(Path.of("").toAbsolutePath()), name -> Optional.empty());
        for (ConnectorFile file : shipped.files()) {
            Path config = Path.of("connector-configs", file.name() + ".yaml");
            Files.writeString(configs.resolve(config.getFileName()), Files.readString(config) + "\nmapping: {labels: {none: /no/such/field}}\n");
        }
        assertThat(ConnectorFiles.read(new HomeFiles(home), name -> Optional.empty()).faults())
            .as("a kamelet without the property 'record': docs/write-a-kamelet.md tells what to do").isEmpty();
        Map<String, NormalizeText> connectors = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/payloads/INDEX.jsonl"))) {
            JsonNode row = new ObjectMapper().readTree(line);
            String name = VendorPayloadsTest.connector(row);
            if (Files.exists(configs.resolve(name + ".yaml"))) {
                List<Ticket> tickets = new ArrayList<>();
                connectors.computeIfAbsent(name, key -> NormalizeText.with(new HomeFiles(home), key, variable -> Optional.empty()))
                    .normalize(Files.readString(Path.of("src/test/resources/payloads", row.path("file").asText())), Instant.EPOCH, tickets::add, faults::add);
                assertThat(faults).as(row.path("file").asText()).isEmpty();
                assertThat(tickets).isNotEmpty();
            }
        }
        connectors.values().forEach(NormalizeText::close);
        assertThat(connectors).hasSizeGreaterThan(5);
    }

    /** What the comments at the end of the shipped files propose can be taken out of the comment as it stands. */
    @Test
    void theExamplesInTheShippedFilesAreValid() throws IOException {
        Path configs = Files.createDirectories(home.resolve("connector-configs"));
        int examples = 0;
        for (Path config : list(Path.of("connector-configs"))) {
            String text = Files.readString(config);
            int at = text.indexOf("\n# mapping:\n");
            if (at >= 0) {
                examples++;
                Files.writeString(configs.resolve(config.getFileName()), text.substring(0, at + 1) + text.substring(at + 1).replaceAll("(?m)^# ", ""));
            }
        }
        assertThat(examples).isGreaterThan(5);
        ConnectorFiles read = ConnectorFiles.read(new HomeFiles(home), name -> Optional.empty());
        assertThat(read.faults()).isEmpty();
        assertThat(read.files()).filteredOn(file -> Files.exists(configs.resolve(file.name() + ".yaml"))).hasSize(examples)
            .noneMatch(file -> file.connector().orElseThrow().tickets().mappings().isNone());
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    private Ticket one(String fields) throws IOException {
        if (guests == null) {
            layOut(text -> text);
            guests = NormalizeText.with(new HomeFiles(home), "guests", name -> Optional.empty());
        }
        List<Ticket> tickets = new ArrayList<>();
        guests.normalize("[" + record(fields) + "]", RECEIVED, tickets::add, faults::add);
        assertThat(faults).isEmpty();
        return tickets.get(0);
    }

    private static String record(String fields) {
        return "{\"id\":\"1\",\"title\":\"A guest\",\"room\":7," + fields + "}";
    }

    private List<Ticket> read(String json, UnaryOperator<String> change) throws IOException {
        layOut(change);
        List<Ticket> tickets = new ArrayList<>();
        normalize(json, tickets);
        return tickets;
    }

    private void normalize(String json, List<Ticket> tickets) {
        try (NormalizeText changed = NormalizeText.with(new HomeFiles(home), "guests", name -> Optional.empty())) {
            changed.normalize(json, RECEIVED, tickets::add, faults::add);
        }
    }

    private void layOut(UnaryOperator<String> change) throws IOException {
        Files.createDirectories(home.resolve("kamelets"));
        Files.createDirectories(home.resolve("connector-configs"));
        try (Stream<Path> kamelets = Files.list(SAMPLES.resolve("kamelets"))) {
            for (Path kamelet : kamelets.toList()) {
                Files.writeString(home.resolve("kamelets").resolve(kamelet.getFileName()), Files.readString(kamelet));
            }
        }
        Files.writeString(home.resolve("connector-configs/guests.yaml"), change.apply(Files.readString(SAMPLES.resolve("valid/guests.yaml"))));
    }
}
