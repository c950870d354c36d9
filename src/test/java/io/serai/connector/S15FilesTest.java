package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.home.Fault;
import io.serai.home.HomeFile;
import io.serai.home.HomeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TRUST S15 for connector files and kamelets: plain types only, refused in words with file and line, at once, and nothing is called or made. */
class S15FilesTest {

    /** Not closed: a second try of this class in the same process needs it as well. */
    private static final Tripwire TRIPWIRE = new Tripwire();
    private static final String CONNECTOR = """
        connector: x
        vendor: inn
        description: %s
        normalize: {action: inn-record-action}
        """;
    private static final String KAMELET = """
        apiVersion: camel.apache.org/v1
        kind: Kamelet
        metadata: {name: x-record-action}
        spec:
          definition:
            title: %s
            properties: {}
          template:
            from: {uri: "kamelet:source", steps: [{setBody: {constant: "x"}}]}
        """;

    @TempDir
    Path home;

    /** A name, and what stands where a text is expected; {@code null} where the whole file is replaced. */
    record Hostile(String name, String value, String file) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Hostile> hostile() {
        String url = "http://127.0.0.1:" + TRIPWIRE.port() + "/";
        Map<String, String> values = new LinkedHashMap<>();
        values.put("script engine", "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"" + url + "\"]]]]");
        values.put("address", "!!java.net.URL [\"" + url + "\"]");
        values.put("verbatim tag", "!<tag:yaml.org,2002:java.net.URL> [\"" + url + "\"]");
        values.put("rowset", "!!com.sun.rowset.JdbcRowSetImpl {dataSourceName: \"ldap://127.0.0.1:" + TRIPWIRE.port() + "/x\", autoCommit: true}");
        values.put("our class", "!!" + Tripwire.Bait.class.getName() + " {url: x}");
        values.put("local tag", "!bait x");
        values.put("set", "!!set {a, b}");
        values.put("binary", "!!binary aGVsbG8=");
        values.put("python", "!!python/object/apply:os.system [\"true\"]");
        values.put("anchor", "&a text");
        values.put("itself", "&a [*a]");
        values.put("merge of a mapping", "{<<: {a: b}, c: d}");
        values.put("merge of an alias", "{a: &m {b: c}, d: {<<: *m}}");
        values.put("100,000 lists in each other", "[".repeat(100_000));
        values.put("40 mappings in each other", "{a: ".repeat(40) + "x" + "}".repeat(40));
        values.put("a control character", "a\u0007b");
        values.put("a mapping as a key", "{{a: b}: c}");
        Map<String, String> files = new LinkedHashMap<>();
        files.put("alias bomb of nine levels", bomb());
        files.put("3 MB", "description: " + "x".repeat(3 << 20));
        files.put("3 MB of keys", "k: v\n".repeat(3 << 18));
        files.put("two documents", CONNECTOR.formatted("a") + "---\n" + CONNECTOR.formatted("b"));
        files.put("a list", "- connector: x\n");
        files.put("a text", "x");
        files.put("nothing", "");
        files.put("JSON with a class", "{\"@class\": \"" + Tripwire.Bait.class.getName() + "\", \"connector\": \"x\", \"url\": \"" + url + "\"}");
        files.put("XML", "<?xml version=\"1.0\"?><!DOCTYPE x SYSTEM \"" + url + "x.dtd\"><x/>");
        return Stream.concat(values.entrySet().stream().map(one -> new Hostile(one.getKey(), one.getValue(), null)),
            files.entrySet().stream().map(one -> new Hostile(one.getKey(), null, one.getValue())));
    }

    private static String bomb() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i)).append(("*a" + (i - 1) + ",").repeat(8)).append("*a" + (i - 1) + "]\n");
        }
        return bomb.toString();
    }

    /** The first file of a process pays for the classes that it loads. */
    @BeforeAll
    static void warmUp(@TempDir Path other) throws IOException {
        Tripwire.forget();
        for (int i = 0; i < 20; i++) {
            connectorFaults(write(other, "connector-configs/x.yaml", CONNECTOR.formatted("Harmless.")));
            kameletFaults(write(other, "kamelets/x-record-action.kamelet.yaml", KAMELET.formatted("Harmless")));
        }
    }

    @Test
    void whatIsHarmlessHasNoFault() throws IOException {
        assertThat(connectorFaults(write(home, "connector-configs/x.yaml", CONNECTOR.formatted("Harmless.")))).extracting(Fault::message)
            .containsExactly("there is no kamelet 'inn-record-action'");
        assertThat(kameletFaults(write(home, "kamelets/x-record-action.kamelet.yaml", KAMELET.formatted("Harmless")))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aConnectorFileIsRefusedInWordsAndAtOnce(Hostile hostile) throws IOException {
        HomeFile file = write(home, "connector-configs/x.yaml", hostile.file() != null ? hostile.file() : CONNECTOR.formatted(hostile.value()));
        refused(file, () -> connectorFaults(file), hostile.value() == null ? 0 : 3);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aKameletIsRefusedInWordsAndAtOnce(Hostile hostile) throws IOException {
        HomeFile file = write(home, "kamelets/x-record-action.kamelet.yaml", hostile.file() != null ? hostile.file() : KAMELET.formatted(hostile.value()));
        // a key that is a mapping stands in no part of a kamelet that the hub reads; Camel finds it, and does not say where
        refused(file, () -> kameletFaults(file), hostile.value() == null || hostile.name().equals("a mapping as a key") ? 0 : 6);
    }

    private interface Read {
        List<Fault> read();
    }

    /** @param line where the fault is, 0 for anywhere */
    private static void refused(HomeFile file, Read read, int line) {
        int calls = TRIPWIRE.calls();
        long start = System.nanoTime();
        List<Fault> faults = read.read();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        // of several tries the quickest: what else the machine does is no fault of the reader
        for (int i = 0; i < 10 && took.toMillis() >= 100; i++) {
            start = System.nanoTime();
            read.read();
            took = Duration.ofNanos(Math.min(took.toNanos(), System.nanoTime() - start));
        }
        // 100 ms on a machine that does nothing else
        assertThat(took).isLessThan(Duration.ofMillis(400));
        assertThat(faults).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.toString()).startsWith(file.origin() + ":" + fault.line() + ": ").hasSizeLessThan(400);
            assertThat(fault.line()).isPositive();
            assertThat(fault.message()).doesNotContain("Exception", "org.yaml", "snakeyaml", "\n");
        });
        assertThat(line == 0 || faults.stream().anyMatch(fault -> fault.line() == line)).as("line %s: %s", line, faults).isTrue();
        assertThat(TRIPWIRE.calls()).isEqualTo(calls);
        assertThat(Tripwire.made()).isZero();
    }

    private static List<Fault> connectorFaults(HomeFile file) {
        return new ReadConnectorFile(Map.of(), new References(Path.of(""), name -> Optional.empty(), Optional.empty())).read(file).faults();
    }

    private static List<Fault> kameletFaults(HomeFile file) {
        List<Fault> faults = new ArrayList<>();
        Kamelet.read(file, CHECK, faults);
        return faults;
    }

    private static final CheckKamelet CHECK = new CheckKamelet();

    private static HomeFile write(Path home, String path, String text) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
        String folder = path.substring(0, path.indexOf('/'));
        String name = path.substring(folder.length() + 1);
        return new HomeFiles(home).list(folder, name).stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }
}
