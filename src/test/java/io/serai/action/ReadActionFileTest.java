package io.serai.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.home.Fault;
import io.serai.home.HomeFile;
import io.serai.home.HomeFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.FileSystemResource;

class ReadActionFileTest {

    private static final Map<String, String> SETTINGS = Map.of("serai.operations.url", "http://127.0.0.1:8080/operations", "SERAI_OPERATIONS_TOKEN", "t");

    @Test
    void readsAnActionWithOnlyWhatMustBeThere() {
        ActionFile file = sample("valid/reset-printer.yaml");
        assertThat(file.faults()).isEmpty();
        Action action = file.action().orElseThrow();
        assertThat(action.name()).isEqualTo("reset-printer");
        assertThat(action.idempotent()).isFalse();
        assertThat(action.execute().method()).isEqualTo("POST");
        assertThat(action.execute().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(action.verify()).isNull();
        assertThat(action.parameters().at("/properties/copies/maximum").isIntegralNumber()).isTrue();
    }

    @Test
    void readsEveryShippedAction() {
        HomeFiles home = new HomeFiles(Path.of("").toAbsolutePath());
        ReadActionFile reader = new ReadActionFile(name -> Optional.ofNullable(SETTINGS.get(name)));
        List<ActionFile> files = home.list(ActionCheck.FOLDER, ActionCheck.SUFFIX).stream().map(reader::read).toList();
        assertThat(files).extracting(ActionFile::name).containsExactly("clear-cache", "expand-volume", "restart-service", "unlock-account");
        assertThat(files).allSatisfy(file -> {
            assertThat(file.faults()).isEmpty();
            Action action = file.action().orElseThrow();
            assertThat(action.execute().url()).startsWith("http://127.0.0.1:8080/operations/");
            assertThat(action.execute().token()).isEqualTo("{{env:SERAI_OPERATIONS_TOKEN}}");
            assertThat(action.verify()).isNotNull();
            assertThat(action.probe()).isNotNull();
        });
        assertThat(files).filteredOn(file -> file.action().orElseThrow().risk() == Risk.SAFE_WRITE)
            .extracting(ActionFile::name).containsExactly("clear-cache", "restart-service", "unlock-account");
    }

    @Test
    void isOffAndNotAtFaultWhileItsSettingsAreNotSet() {
        HomeFiles home = new HomeFiles(Path.of("").toAbsolutePath());
        ReadActionFile reader = new ReadActionFile(name -> Optional.empty());
        ActionFile file = reader.read(home.list(ActionCheck.FOLDER, ActionCheck.SUFFIX).get(0));
        assertThat(file.faults()).isEmpty();
        assertThat(file.action()).isEmpty();
        assertThat(file.missing()).containsExactly("SERAI_OPERATIONS_TOKEN", "serai.operations.url");
    }

    @Test
    void refusesAParameterInTheHost() {
        assertThat(faults("host-from-parameter")).containsExactly(
            "invalid/host-from-parameter.yaml:12: a {parameter} may stand in the path or the query of 'url', never in its host");
    }

    @Test
    void refusesASchemaThatLetsUndeclaredParametersThrough() {
        assertThat(faults("open-schema")).containsExactly(
            "invalid/open-schema.yaml:5: 'parameters' must have 'additionalProperties: false', so that nothing undeclared is passed on");
    }

    @Test
    void refusesASecretInClearAndDoesNotRepeatIt() {
        assertThat(faults("secret-in-clear")).containsExactly(
            "invalid/secret-in-clear.yaml:8: 'token' must be {{env:NAME}}: a secret never stands in a file");
    }

    @Test
    void namesEveryFaultOfAFileByItsLine() {
        assertThat(faults("many-faults")).contains(
            "invalid/many-faults.yaml:4: unknown key 'colour'; allowed are title, description, risk, idempotent, parameters, parameterSources, "
                + "execute, verify, probe, rollback",
            "invalid/many-faults.yaml:1: 'description' is missing",
            "invalid/many-faults.yaml:2: 'risk' is none of safe-write, risky-write, destructive",
            "invalid/many-faults.yaml:3: 'idempotent' must be true or false",
            "invalid/many-faults.yaml:10: 'method' is none of [DELETE, PATCH, POST, PUT] here",
            "invalid/many-faults.yaml:12: 'timeout' must be more than 0s and at most 120s",
            "invalid/many-faults.yaml:14: 'url' must be an absolute http(s) URL",
            "invalid/many-faults.yaml:14: 'pointer' is missing");
        assertThat(faults("many-faults")).anyMatch(fault -> fault.startsWith("invalid/many-faults.yaml:5: 'parameters' is no JSON Schema: "));
    }

    /** TRUST S15. */
    @Test
    void makesNoJavaObjects() {
        assertThat(faults("tagged")).isNotEmpty().allMatch(fault -> fault.startsWith("invalid/tagged.yaml:1: not YAML: Global tag is not allowed"));
    }

    /** TRUST S15. */
    @Test
    void refusesAnAliasBomb() {
        assertThat(faults("alias-bomb")).isNotEmpty();
    }

    @Test
    void namesTheLineOfAFileThatIsNoYaml() {
        assertThat(faults("not-yaml")).singleElement().asString().startsWith("invalid/not-yaml.yaml:").contains("not YAML");
    }

    @Test
    void fetchesNoSchemaFromElsewhere() {
        assertThat(faults("foreign-schema")).containsExactly("invalid/foreign-schema.yaml:5: 'parameters' must not use $ref: write the schema out");
    }

    @Test
    void refusesAFileThatIsTooLarge(@TempDir Path folder) throws Exception {
        Path large = Files.writeString(folder.resolve("large.yaml"), "# ".repeat(HomeFile.LIMIT));
        ActionFile file = new ReadActionFile(name -> Optional.empty())
            .read(new HomeFile("large.yaml", "actions/large.yaml", "file:" + large, new FileSystemResource(large)));
        assertThat(file.faults()).singleElement().asString().startsWith("actions/large.yaml:1: ").contains("larger than 1048576 bytes");
    }

    private static List<String> faults(String name) {
        ActionFile file = sample("invalid/" + name + ".yaml");
        assertThat(file.action()).isEmpty();
        return file.faults().stream().map(Fault::toString).toList();
    }

    private static ActionFile sample(String name) {
        Path path = Path.of("src/test/resources/actions", name);
        return new ReadActionFile(setting -> Optional.ofNullable(SETTINGS.get(setting)))
            .read(new HomeFile(path.getFileName().toString(), name, "file:" + path, new FileSystemResource(path)));
    }
}
