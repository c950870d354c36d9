package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.home.Fault;
import io.serai.home.HomeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ConnectorFilesTest {

    private static final Path SAMPLES = Path.of("src/test/resources/connector-configs");
    private static final Map<String, String> SET = Map.of("INN_URL", "inn.example", "INN_TOKEN", "t0ken", "INN_SECRET", "s3cret");

    @TempDir
    Path home;

    @BeforeEach
    void layOut() throws IOException {
        copy(SAMPLES.resolve("kamelets"), home.resolve("kamelets"));
    }

    @TestFactory
    Stream<DynamicTest> namesFileLineAndFault() throws IOException {
        copy(SAMPLES.resolve("invalid"), home.resolve("connector-configs"));
        copy(SAMPLES.resolve("valid"), home.resolve("connector-configs"));
        ConnectorFiles files = read(SET);
        Pattern expectation = Pattern.compile("# expect (\\d+): (.*)");
        return sorted(SAMPLES.resolve("invalid")).filter(path -> !path.endsWith("policy.yaml")).map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> {
            String origin = "connector-configs/" + path.getFileName();
            List<String> expected = Files.readAllLines(path).stream().map(expectation::matcher).filter(Matcher::matches)
                .map(line -> origin + ":" + line.group(1) + ": " + line.group(2)).toList();
            List<String> told = files.faults().stream().filter(fault -> fault.origin().equals(origin)).map(Fault::toString).toList();
            assertThat(expected).isNotEmpty();
            assertThat(told).hasSameSizeAs(expected).allSatisfy(fault -> assertThat(expected).anyMatch(fault::startsWith));
            String name = path.getFileName().toString().replace(".yaml", "");
            assertThat(files.find(name)).isEmpty();
        }));
    }

    @Test
    void aBrokenFileDoesNotStopTheOthers() throws IOException {
        copy(SAMPLES.resolve("invalid"), home.resolve("connector-configs"));
        copy(SAMPLES.resolve("valid"), home.resolve("connector-configs"));
        assertThat(read(SET).all()).extracting(Connector::name).contains("inn", "well").doesNotContain("broken");
    }

    @Test
    void readsEverythingAFileCanSay() throws IOException {
        copy(SAMPLES.resolve("valid"), home.resolve("connector-configs"));
        Connector inn = read(SET).find("inn").orElseThrow();
        assertThat(inn.tenant()).isEqualTo("oasis");
        assertThat(inn.tickets().autoRemediation()).isTrue();
        assertThat(inn.tickets().ownUser()).isEqualTo("keeper");
        assertThat(inn.streams().hook().proof()).isInstanceOfSatisfying(SignedDelivery.class, proof -> {
            assertThat(proof.header()).isEqualTo("x-inn-signature");
            assertThat(proof.prefix()).isEqualTo("sha256=");
            assertThat(proof.content()).isEqualTo(SignedDelivery.Content.BODY);
        });
        assertThat(inn.streams().hook().keyHeader()).isEqualTo("x-inn-delivery");
        assertThat(inn.streams().hook().allowedHeaders()).containsExactly("x-inn-delivery", "user-agent");
        assertThat(inn.streams().hook().duplicateWindow()).isEqualTo(Duration.ofHours(2));
        assertThat(inn.streams().poll().parameters()).containsEntry("connector", "inn").containsEntry("period", "30000")
            .containsEntry("token", "{{env:INN_TOKEN}}").containsEntry("url", "https://{{env:INN_URL}}/book");
        assertThat(inn.toString()).doesNotContain("s3cret").doesNotContain("t0ken");
    }

    @Test
    void aFileMayBringKnowledgeAndContextAndNoTickets() throws IOException {
        copy(SAMPLES.resolve("valid"), home.resolve("connector-configs"));
        Connector wall = read(SET).find("wall").orElseThrow();
        assertThat(wall.tickets().normalize()).isNull();
        assertThat(wall.streams().poll().kamelet()).isEqualTo("inn-record-source");
        assertThat(wall.streams().poll().parameters()).containsEntry("connector", "wall");
        assertThat(wall.lookups().knowledge().article().kamelet()).isEqualTo("inn-guest-action");
        assertThat(wall.lookups().knowledge().listEvery()).isEqualTo(Duration.ofMinutes(90));
        assertThat(wall.lookups().knowledge().reviewed()).isTrue();
        assertThat(wall.lookups().context().kamelet()).isEqualTo("inn-guest-action");
        assertThat(wall.steps()).hasSize(3);
    }

    @Test
    void aConnectorIsOffUntilItsVariablesAreSetAndStillNormalises() throws IOException {
        copy(SAMPLES.resolve("valid"), home.resolve("connector-configs"));
        ConnectorFiles files = read(Map.of("INN_URL", "inn.example"));
        assertThat(files.find("inn")).isEmpty();
        ConnectorFile inn = files.files().stream().filter(file -> file.name().equals("inn")).findFirst().orElseThrow();
        assertThat(inn.reason()).isEqualTo("off until set: INN_TOKEN, INN_SECRET");
        assertThat(inn.connector().orElseThrow().tickets().normalize().kamelet()).isEqualTo("inn-record-action");
        assertThat(inn.connector().orElseThrow().streams().hook()).isNull();
        assertThat(inn.connector().orElseThrow().streams().poll()).isNull();
    }

    @Test
    void aSectionThatIsEnabledByItselfIsLeftOutAloneAndAConnectorWithoutAnyIsOff() throws IOException {
        copy(SAMPLES.resolve("valid"), home.resolve("connector-configs"));
        ConnectorFile both = file(read(Map.of("TENT_URL", "https://tent.example", "TENT_TOKEN", "t", "TENT_SECRET", "s")), "tent");
        assertThat(both.reason()).isEqualTo("on");
        assertThat(both.connector().orElseThrow().streams().poll()).isNotNull();
        ConnectorFile hookOnly = file(read(Map.of("TENT_SECRET", "s")), "tent");
        assertThat(hookOnly.on()).isTrue();
        assertThat(hookOnly.connector().orElseThrow().streams().hook()).isNotNull();
        assertThat(hookOnly.connector().orElseThrow().streams().poll()).isNull();
        assertThat(hookOnly.reason()).isEqualTo("on; poll off until set: TENT_URL, TENT_TOKEN");
        assertThat(file(read(Map.of("TENT_URL", "https://tent.example", "TENT_SECRET", "s")), "tent").reason())
            .as("what auth needs, the sections that call need").isEqualTo("on; poll off until set: TENT_TOKEN");
        ConnectorFile none = file(read(Map.of()), "tent");
        assertThat(none.on()).isFalse();
        assertThat(none.reason()).isEqualTo("off until set: TENT_SECRET, TENT_URL, TENT_TOKEN");
    }

    private static ConnectorFile file(ConnectorFiles files, String name) {
        return files.files().stream().filter(file -> file.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void refusesTwoFilesOfOneName() throws IOException {
        copy(SAMPLES.resolve("valid"), home.resolve("connector-configs"));
        Files.copy(SAMPLES.resolve("valid/well.yaml"), home.resolve("connector-configs/well.old.yaml"));
        ConnectorFiles files = read(SET);
        assertThat(files.find("well")).isEmpty();
        assertThat(files.faults()).extracting(Fault::toString)
            .contains("connector-configs/well.yaml:1: the connector 'well' has another file already, connector-configs/well.old.yaml");
    }

    @Test
    void aBrokenKameletIsNamedAndStopsOnlyTheConnectorsThatUseIt() throws IOException {
        copy(SAMPLES.resolve("valid"), home.resolve("connector-configs"));
        Path sink = home.resolve("kamelets/inn-note-sink.kamelet.yaml");
        Files.writeString(sink, Files.readString(sink) + """
                    - setBody:
                        jq:
                          expression: |-
                            { note: .note,
                              oops: (1 + ) }
                    - fly: away
            """);
        ConnectorFiles files = read(SET);
        assertThat(files.faults()).extracting(Fault::toString)
            .anyMatch(fault -> fault.startsWith("kamelets/inn-note-sink.kamelet.yaml:21: jq does not compile: "))
            .anyMatch(fault -> fault.startsWith("kamelets/inn-note-sink.kamelet.yaml:22: Unknown node id: fly"))
            .anyMatch(fault -> fault.startsWith("connector-configs/inn.yaml:27: there is no kamelet 'inn-note-sink'"));
        assertThat(files.find("well")).isPresent();
        assertThat(files.find("inn")).isEmpty();
    }

    @Test
    void refusesAnAliasBombAndALargeFileAtOnce() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i)).append(("*a" + (i - 1) + ",").repeat(9)).append("x]\n");
        }
        Files.createDirectories(home.resolve("connector-configs"));
        Files.writeString(home.resolve("connector-configs/bomb.yaml"), bomb);
        Files.writeString(home.resolve("connector-configs/large.yaml"), "description: " + "x".repeat(3 << 20));
        long start = System.nanoTime();
        ConnectorFiles files = read(SET);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(files.faults()).extracting(Fault::toString).anyMatch(fault -> fault.startsWith("connector-configs/bomb.yaml:7: not YAML: Number of aliases"))
            .anyMatch(fault -> fault.startsWith("connector-configs/large.yaml:1: cannot be read: connector-configs/large.yaml: larger than"));
    }

    private ConnectorFiles read(Map<String, String> environment) {
        return ConnectorFiles.read(new HomeFiles(home), name -> Optional.ofNullable(environment.get(name)));
    }

    private static Stream<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : sorted(from).toList()) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }
}
