package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.home.HomeFiles;
import io.serai.ticket.Ticket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * What vendors send, changed at random: no mapping breaks, and what is missing is told in words. Recorded payloads, and documents of those shapes that
 * nobody recorded.
 */
class VendorMutationsTest {

    private static final Path PAYLOADS = Path.of("src/test/resources/payloads");
    private static final Path SHAPES = Path.of("src/test/resources/shapes");
    /** Its records are made by the hub; what is sent to it is changed at random as messages are. */
    private static final Set<String> ELSEWHERE = Set.of("email");
    /** A variable as each vendor leaves it in what it sends if it cannot resolve it. */
    private static final Map<String, String> UNRESOLVED = Map.of("zabbix", "{HOST.NAME}", "datadog", "$ALERT_TITLE", "solarwinds", "${N=SwisEntity;M=Caption}",
        "manageengine", "${request.subject}", "bmc-remedy", "$Incident Number$", "servicenow", "${current.number}", "servicenow-change", "${current.number}",
        "servicenow-request", "${current.number}");
    private static final Instant RECEIVED = Instant.parse("2026-11-21T06:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, NormalizeText> CONNECTORS = new ConcurrentHashMap<>();

    record Recorded(String connector, String file, JsonNode payload) {
        @Override
        public String toString() {
            return file;
        }
    }

    private record Result(List<Ticket> tickets, List<String> faults) {
    }

    @AfterContainer
    static void close() {
        CONNECTORS.values().forEach(NormalizeText::close);
        CONNECTORS.clear();
    }

    static List<Recorded> all() throws IOException {
        List<Recorded> all = new ArrayList<>();
        for (String line : Files.readAllLines(PAYLOADS.resolve("INDEX.jsonl"))) {
            JsonNode row = JSON.readTree(line);
            String connector = VendorPayloadsTest.connector(row);
            if (Files.exists(Path.of("connector-configs", connector + ".yaml"))) {
                all.add(new Recorded(connector, row.path("file").asText(), JSON.readTree(PAYLOADS.resolve(row.path("file").asText()).toFile())));
            }
        }
        try (Stream<Path> files = Files.walk(SHAPES)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".json")).sorted().toList()) {
                all.add(new Recorded(file.getParent().getFileName().toString(), SHAPES.relativize(file).toString(), JSON.readTree(file.toFile())));
            }
        }
        return all;
    }

    @Provide
    Arbitrary<Recorded> recorded() throws IOException {
        return Arbitraries.of(all());
    }

    @Provide
    Arbitrary<Recorded> withVariables() throws IOException {
        return Arbitraries.of(all().stream().filter(recorded -> UNRESOLVED.containsKey(recorded.connector())).toList());
    }

    @Example
    void everyConnectorThatBringsTicketsIsTried() throws IOException {
        Set<String> connectors = ConnectorFiles.read(new HomeFiles(Path.of("").toAbsolutePath()), variable -> Optional.empty()).files().stream()
            .filter(file -> file.connector().filter(connector -> connector.tickets().normalize() != null).isPresent()).map(ConnectorFile::name)
            .filter(name -> !ELSEWHERE.contains(name)).collect(Collectors.toSet());
        assertThat(all()).extracting(Recorded::connector).containsAll(connectors);
        assertThat(all()).allSatisfy(recorded -> {
            assertThat(normalize(recorded, recorded.payload()).faults()).isEmpty();
            assertThat(normalize(recorded, recorded.payload()).tickets()).isNotEmpty();
        });
    }

    @Property(tries = 300)
    void fieldsThatNobodyKnowsChangeNothing(@ForAll("recorded") Recorded recorded, @ForAll Random random) {
        Result before = normalize(recorded, recorded.payload());
        JsonNode payload = recorded.payload().deepCopy();
        List<ObjectNode> labels = Stream.of("labels", "groupLabels", "commonLabels").flatMap(name -> payload.findValues(name).stream())
            .filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast).toList();
        for (ObjectNode object : objects(payload)) {
            // a label that nobody knows is another alert: its labels are what it is known by
            if (labels.stream().noneMatch(known -> known == object)) {
                object.put("x_" + random.nextInt(1_000), "unknown");
            }
        }
        Result after = normalize(recorded, payload);
        assertThat(after.faults()).isEqualTo(before.faults());
        assertThat(after.tickets()).extracting(ticket -> ticket.source().externalId() + " " + ticket.title() + " " + ticket.status() + " " + ticket.priority())
            .isEqualTo(before.tickets().stream().map(ticket -> ticket.source().externalId() + " " + ticket.title() + " " + ticket.status() + " "
                + ticket.priority()).toList());
    }

    @Property(tries = 1_000)
    void whatIsMissingOrNullIsToldInWords(@ForAll("recorded") Recorded recorded, @ForAll Random random) {
        JsonNode payload = recorded.payload().deepCopy();
        change(payload, random, 1 + random.nextInt(4), (object, field) -> {
            if (random.nextBoolean()) {
                object.remove(field);
            } else {
                object.putNull(field);
            }
        });
        Result result = normalize(recorded, payload);
        assertThat(result.faults()).allSatisfy(fault -> assertThat(fault).doesNotContain("fails on it", "its shape is not one that is known"));
        assertThat(result.tickets().size() + result.faults().size()).as("neither ticket nor fault").isPositive();
    }

    @Property(tries = 500)
    void aVariableThatWasNotResolvedIsAsGoodAsAbsent(@ForAll("withVariables") Recorded recorded, @ForAll Random random) {
        JsonNode absent = recorded.payload().deepCopy();
        JsonNode unresolved = recorded.payload().deepCopy();
        List<ObjectNode> objects = objects(absent);
        int which = random.nextInt(objects.size());
        List<String> texts = new ArrayList<>();
        objects.get(which).fields().forEachRemaining(field -> {
            if (field.getValue().isTextual()) {
                texts.add(field.getKey());
            }
        });
        if (!texts.isEmpty()) {
            String field = texts.get(random.nextInt(texts.size()));
            objects.get(which).putNull(field);
            objects(unresolved).get(which).put(field, UNRESOLVED.get(recorded.connector()));
        }
        Result result = normalize(recorded, unresolved);
        assertThat(result).isEqualTo(normalize(recorded, absent));
        assertThat(result.toString()).doesNotContain(UNRESOLVED.get(recorded.connector()));
    }

    @Property(tries = 500)
    void numbersAsTextMeanTheSame(@ForAll("recorded") Recorded recorded, @ForAll Random random) {
        Result before = normalize(recorded, recorded.payload());
        JsonNode payload = recorded.payload().deepCopy();
        change(payload, random, 20, (object, field) -> {
            if (object.get(field).isNumber()) {
                object.put(field, object.get(field).asText());
            }
        });
        Result after = normalize(recorded, payload);
        assertThat(after.faults()).isEqualTo(before.faults());
        assertThat(after.tickets()).extracting(ticket -> ticket.source().externalId() + " " + ticket.title() + " " + ticket.status())
            .isEqualTo(before.tickets().stream().map(ticket -> ticket.source().externalId() + " " + ticket.title() + " " + ticket.status()).toList());
    }

    @Property(tries = 1_000)
    void valuesOfAnyOtherKindMakeATicketOrAFaultAndNothingElse(@ForAll("recorded") Recorded recorded, @ForAll Random random) {
        List<JsonNode> others = List.of(NODES.textNode("$UNRESOLVED"), NODES.textNode("{HOST.NAME}"), NODES.textNode("*UNKNOWN*"), NODES.textNode(""),
            NODES.numberNode(-1), NODES.numberNode(1e300), NODES.booleanNode(true), NODES.arrayNode().add(NODES.nullNode()).add("a").add(NODES.objectNode()),
            NODES.objectNode().put("value", "v").putNull("display_value"), NODES.textNode("\u0000\u202e<script>${body}{{env:HOME}}"));
        JsonNode payload = recorded.payload().deepCopy();
        change(payload, random, 1 + random.nextInt(6), (object, field) -> object.set(field, others.get(random.nextInt(others.size())).deepCopy()));
        Result result = normalize(recorded, payload);
        assertThat(result.faults()).allSatisfy(fault -> assertThat(fault).doesNotContain("fails on it"));
        assertThat(result.tickets().size() + result.faults().size()).as("neither ticket nor fault").isPositive();
    }

    /** A text may be long, and senders are not all friends: no pattern may take more than linear time over runs of blanks and line ends. */
    @Property(tries = 12)
    void longRunsOfBlanksTakeNoLonger(@ForAll("recorded") Recorded recorded, @ForAll Random random) {
        String run = List.of(" ", "\n", " \n", "\t", "[", "- - -\n").get(random.nextInt(6)).repeat(100_000);
        JsonNode payload = recorded.payload().deepCopy();
        change(payload, random, 3, (object, field) -> {
            if (object.get(field).isTextual()) {
                object.put(field, " a" + run + "b - - - \n" + run + "c \n\n\n[[" + run + "d ");
            }
        });
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> normalize(recorded, payload));
    }

    private static void change(JsonNode payload, Random random, int times, BiConsumer<ObjectNode, String> change) {
        for (int i = 0; i < times; i++) {
            List<ObjectNode> objects = objects(payload).stream().filter(object -> !object.isEmpty()).toList();
            if (!objects.isEmpty()) {
                ObjectNode object = objects.get(random.nextInt(objects.size()));
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                change.accept(object, names.get(random.nextInt(names.size())));
            }
        }
    }

    private static List<ObjectNode> objects(JsonNode node) {
        List<ObjectNode> objects = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            node.forEach(child -> objects.addAll(objects(child)));
        }
        return objects;
    }

    private static Result normalize(Recorded recorded, JsonNode payload) {
        NormalizeText connector = CONNECTORS.computeIfAbsent(recorded.connector(), name ->
            NormalizeText.with(new HomeFiles(Path.of("").toAbsolutePath()), name, variable -> Optional.empty()));
        Result result = new Result(new ArrayList<>(), new ArrayList<>());
        try {
            connector.normalize(JSON.writeValueAsString(payload), RECEIVED, result.tickets()::add, result.faults()::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }
}
