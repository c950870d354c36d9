package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.serai.home.HomeFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts with so many tags, entities and line ends that nobody writes them by hand: each mapping reads them, in a time that grows as they do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongTextsTest {

    private static final int MANY = 4_000;
    private static final String MIXED = "<br>&amp; \n\n\n @all a:b,".repeat(MANY) + "- - -\n%%%&nbsp;".repeat(MANY / 10);
    /** Beginnings that nothing ends. */
    private static final String OPEN = Stream.of("<p ", "<style>", "[Triggered on {", "[P1] ", " @a-", "${", "{$", "&").map(text -> text.repeat(2_000))
        .reduce("", String::concat);
    private static final HomeFiles HOME = new HomeFiles(Path.of("").toAbsolutePath());
    private static final Instant RECEIVED = Instant.parse("2026-11-21T06:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One text field of a recorded payload. */
    private record Field(String file, JsonNode payload, String pointer) {

        String with(String text) throws Exception {
            JsonNode changed = payload.deepCopy();
            int last = pointer.lastIndexOf('/');
            ((ObjectNode) changed.at(pointer.substring(0, last))).put(pointer.substring(last + 1), text);
            return JSON.writeValueAsString(changed);
        }

        @Override
        public String toString() {
            return file + pointer;
        }
    }

    Stream<String> connectors() throws Exception {
        return fields().keySet().stream();
    }

    /** By connector, one of each that normalises in its own way: each text field once by its name. */
    private static Map<String, List<Field>> fields() throws Exception {
        Map<String, List<Field>> fields = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (VendorMutationsTest.Recorded recorded : VendorMutationsTest.all()) {
            List<String> pointers = new ArrayList<>();
            pointers("", recorded.payload(), pointers);
            pointers.stream().filter(pointer -> seen.add(recorded.connector() + pointer.substring(pointer.lastIndexOf('/')))).forEach(pointer ->
                fields.computeIfAbsent(recorded.connector(), any -> new ArrayList<>()).add(new Field(recorded.file(), recorded.payload(), pointer)));
        }
        ConnectorFiles files = ConnectorFiles.read(HOME, variable -> Optional.empty());
        Set<String> kamelets = new HashSet<>();
        files.files().stream().flatMap(file -> file.connector().stream()).filter(connector -> connector.tickets().normalize() != null)
            .filter(connector -> !kamelets.add(connector.tickets().normalize().kamelet())).forEach(connector -> fields.remove(connector.name()));
        return fields;
    }

    private static void pointers(String at, JsonNode node, List<String> pointers) {
        node.fields().forEachRemaining(field -> {
            String pointer = at + "/" + field.getKey();
            if (field.getValue().isTextual() && !field.getKey().contains("/") && !field.getKey().contains("~")) {
                pointers.add(pointer);
            } else if (!field.getKey().contains("/") && !field.getKey().contains("~")) {
                pointers(pointer, field.getValue(), pointers);
            }
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            pointers(at + "/" + i, node.get(i), pointers);
        }
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void everyTextOfARecordMayBeLongAndFullOfMarks(String connector) throws Exception {
        try (NormalizeText normalize = NormalizeText.with(HOME, connector, variable -> Optional.empty())) {
            for (Field field : fields().get(connector)) {
                for (String text : List.of("a" + MIXED, OPEN)) {
                    List<String> faults = new ArrayList<>();
                    String payload = field.with(text);
                    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> normalize.normalize(payload, RECEIVED, ticket -> { }, faults::add), field::toString);
                    assertThat(faults).as(field.toString()).allSatisfy(fault -> assertThat(fault).doesNotContain("fails on it"));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        gsub("b"; "x")                           | abcbé   | axcxé
        sub("b"; "x")                            | abcb    | axcb
        gsub("B"; "x"; "i")                      | abé     | axé
        gsub("(?<gap>^|-)@[a-z]+"; .gap)         | @x-@y-z | --z
        gsub("(?<a>a)|(?<b>b)"; .a // "no a")    | xaby    | xano ay
        gsub("(?=é)"; "-")                       | aéé     | a-é-é
        gsub("c*"; "")                           | accb    | ab
        gsub("q"; empty)                         | ab      | ab
        """, delimiterString = " | ")
    void matchesAreReplacedAsJqDoes(String expression, String text, String expected) throws Exception {
        List<JsonNode> out = new ArrayList<>();
        JsonQuery.compile(expression, Versions.JQ_1_7).apply(scope(), TextNode.valueOf(text), out::add);
        assertThat(out).containsExactly(TextNode.valueOf(expected));
    }

    @Test
    void aReplacementThatIsTwoTextsIsRefused() {
        assertThatThrownBy(() -> JsonQuery.compile("gsub(\"a\"; \"b\", \"c\")", Versions.JQ_1_7)
            .apply(scope(), TextNode.valueOf("a"), any -> { })).isInstanceOf(JsonQueryException.class).hasMessageContaining("one replacement for a match");
    }

    private static Scope scope() {
        Scope scope = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_7, scope);
        scope.addFunction(ReplaceMatches.NAME, new ReplaceMatches());
        return scope;
    }
}
