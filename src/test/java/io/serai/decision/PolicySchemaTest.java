package io.serai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.serai.home.Fault;
import io.serai.home.HomeFiles;
import io.serai.home.YamlMap;
import io.serai.ticket.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema with which an editor completes and checks {@code policy.yaml} says what the hub reads. */
class PolicySchemaTest {

    private static final Path FILE = Path.of("connector-configs/policy.schema.json");

    @TempDir Path home;
    private JsonNode schema;
    private JsonSchema validator;

    @BeforeEach
    void read() throws IOException {
        schema = new ObjectMapper().readTree(FILE.toFile());
        validator = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    }

    @Test
    void theShippedPolicyNamesItAndPasses() throws IOException {
        String shipped = Files.readString(Path.of("connector-configs/policy.yaml"));
        assertThat(shipped).startsWith("# yaml-language-server: $schema=" + FILE.getFileName() + "\n");
        assertThat(validator.validate(json(shipped))).isEmpty();
    }

    @Test
    void everyExampleOfThePagePassesBothTheSchemaAndTheReader() throws IOException {
        String text = Files.readString(Path.of("src/test/resources/connector-configs/tuned-policy.yaml"));
        assertThat(validator.validate(json(text))).isEmpty();
        assertThat(faults(text)).isEmpty();
    }

    @Test
    void whatTheReaderRefusesByItsShapeTheSchemaRefusesToo() throws IOException {
        JsonNode bad = json(Files.readString(Path.of("src/test/resources/connector-configs/invalid/policy.yaml")));
        assertThat(validator.validate(bad)).extracting(ValidationMessage::getMessage).anyMatch(message -> message.contains("clarfy"))
            .anyMatch(message -> message.contains("data-loss")).anyMatch(message -> message.contains("needsRunbook")).hasSizeGreaterThan(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "``                                              | `zzz: 1`",
        "/properties/thresholds                          | `thresholds: {zzz: 1}`",
        "/$defs/thresholds                               | `thresholds: {categories: {vpn: {zzz: 1}}}`",
        "/properties/teams                               | `teams: {zzz: 1}`",
        "/properties/teams/properties/systems/items      | `teams: {systems: [{zzz: 1}]}`",
        "/properties/vip                                 | `vip: {zzz: 1}`",
        "/$defs/hours                                    | `hours: {zzz: 1}`",
        "/properties/alwaysHuman/additionalProperties    | `alwaysHuman: {own: {zzz: 1}}`",
        "/properties/remediation                         | `remediation: {zzz: 1}`",
        "/$defs/automatic                                | `remediation: {automatic: {zzz: 1}}`",
        "/properties/linking                             | `linking: {zzz: 1}`",
        "/properties/overrides/items                     | `overrides: [{zzz: 1}]`",
        "/$defs/thresholds                               | `overrides: [{thresholds: {zzz: 1}}]`",
        "/properties/experiments/additionalProperties    | `experiments: {e: {zzz: 1}}`",
        "/$defs/thresholds                               | `experiments: {e: {variants: {own: {zzz: 1}}}}`"})
    void itKnowsExactlyTheKeysThatTheReaderKnows(String pointer, String text) throws IOException {
        String allowed = faults(text).stream().map(Fault::message).filter(message -> message.startsWith("unknown key 'zzz'; allowed are ")).findFirst().orElseThrow();
        Set<String> read = new TreeSet<>(Arrays.asList(allowed.substring(allowed.indexOf("are ") + 4).split(", ")));
        Set<String> known = new TreeSet<>();
        schema.at(pointer == null ? "" : pointer).path("properties").fieldNames().forEachRemaining(known::add);
        assertThat(known).isEqualTo(read);
        assertThat(schema.at(pointer == null ? "" : pointer).path("additionalProperties").booleanValue()).isFalse();
    }

    @Test
    void itKnowsTheSameWords() {
        assertThat(words("/$defs/path/enum")).isEqualTo(Limit.WORDS);
        assertThat(words("/$defs/rollout/enum")).isEqualTo(Rollout.WORDS);
        assertThat(words("/$defs/category/enum")).isEqualTo(Arrays.stream(Category.values()).map(Category::json).toList());
    }

    private List<String> words(String pointer) {
        List<String> words = new ArrayList<>();
        schema.at(pointer).forEach(word -> words.add(word.asText()));
        return words;
    }

    private List<Fault> faults(String text) throws IOException {
        Files.createDirectories(home.resolve("connector-configs"));
        Files.writeString(home.resolve("connector-configs/policy.yaml"), text);
        return PolicyFile.read(new HomeFiles(home)).faults();
    }

    private static JsonNode json(String text) {
        List<Fault> faults = new ArrayList<>();
        YamlMap map = YamlMap.read("policy.yaml", text, faults).orElseThrow();
        ObjectNode node = new ObjectMapper().createObjectNode();
        map.keys().forEach(key -> map.json(key).ifPresent(value -> node.set(key, value)));
        assertThat(faults).isEmpty();
        return node;
    }
}
