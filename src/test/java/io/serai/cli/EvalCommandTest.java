package io.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvalCommandTest {

    @TempDir Path folder;

    private record Printed(int code, String out, String err) {
    }

    private static Printed run(Object... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
            int code = new CommandLine(new SeraiCommand()).execute(words);
            return new Printed(code, withoutLog(printed.toString(StandardCharsets.UTF_8)), told.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** Hubs of other tests live in the same JVM and write their log where the command prints. */
    private static String withoutLog(String printed) {
        return printed.lines().filter(line -> !line.matches("\\d{4}-\\d\\d-\\d\\dT.*")).collect(Collectors.joining("\n"));
    }

    @Test
    void printsTheFiguresAsTextAndAsJson() throws Exception {
        Path queries = Files.writeString(folder.resolve("q.jsonl"), """
            {"id":"1","name":"PrinterOffline","title":"Printer is offline","description":"","gold":"printer-offline","gold_any":["printer-offline"],"source":"a@1:x"}
            {"id":"2","name":"Kafka","title":"Consumer group lags behind","description":"","gold":null,"gold_any":[],"negative":"other_technology","source":"b@1:y"}
            """);
        Printed json = run("eval", "linking", "--runbooks", "knowledge", "--queries", queries, "--json");
        assertThat(json.code()).as(json.err()).isZero();
        JsonNode result = new ObjectMapper().readTree(json.out());
        assertThat(result.fieldNames()).toIterable().contains("queries", "recallAt1", "recallAt5", "mrr", "coverage", "correct", "precision", "falsePositives",
            "falsePositivesByKind", "calibrationError", "latencyMs", "threshold", "reliability");
        assertThat(result.path("queries").asInt()).isEqualTo(2);
        assertThat(result.path("recallAt1").asDouble()).isEqualTo(1.0);
        assertThat(result.path("falsePositivesByKind").path("other_technology").isNumber()).isTrue();
        assertThat(result.path("latencyMs").path("p50").asDouble()).isPositive().isLessThanOrEqualTo(result.path("latencyMs").path("p99").asDouble());
        assertThat(result.path("withName").asBoolean()).isFalse();

        Printed text = run("eval", "linking", "--runbooks", "knowledge", "--queries", queries, "--with-name");
        assertThat(text.out()).contains("by name and text", "recall@1 1.000", "calibration error", "other_technology 0.000");
        assertThat(Files.list(folder)).containsExactly(queries);
    }

    @Test
    void tooFewQueriesFitNothing() throws Exception {
        Path queries = Files.writeString(folder.resolve("q.jsonl"), "{\"title\":\"Printer is offline\",\"gold_any\":[\"printer-offline\",\"no-such\"]}\n");
        Printed printed = run("train", "linking", "--runbooks", "knowledge", "--queries", queries, "--out", folder.resolve("model.json"));
        assertThat(printed.code()).isEqualTo(1);
        assertThat(printed.err()).contains("q.jsonl: too few queries: 1 with a page of the folder and 0 without", "not in the folder: no-such");
        assertThat(folder.resolve("model.json")).doesNotExist();
        assertThat(run("train").code()).isEqualTo(2);
        assertThat(run("train", "linking", "--runbooks", "knowledge", "--queries", queries, "--threads", "0").code()).isEqualTo(2);
    }

    @Test
    void namesTheLineThatIsNoQuery() throws Exception {
        Path queries = Files.writeString(folder.resolve("q.jsonl"), "{\"id\":\"1\",\"title\":\"t\",\"gold_any\":[]}\n{\"id\":\n");
        Printed printed = run("eval", "linking", "--runbooks", "knowledge", "--queries", queries);
        assertThat(printed.code()).isEqualTo(1);
        assertThat(printed.err()).contains("q.jsonl:2:");
        assertThat(run("eval", "linking", "--runbooks", folder.resolve("none"), "--queries", queries).code()).isEqualTo(1);
        Printed model = run("eval", "linking", "--runbooks", "knowledge", "--queries", queries, "--model", queries);
        assertThat(model.err()).contains("q.jsonl: is no JSON");
        assertThat(run("eval").code()).isEqualTo(2);
    }
}
