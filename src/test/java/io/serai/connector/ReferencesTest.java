package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.home.HomeFiles;
import io.serai.testing.SimulatedVault;
import io.serai.testing.SimulatedVault.Mood;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that stand in files and in HashiCorp's Vault, or cannot be read there; the Vault is simulated. */
class ReferencesTest {

    private static final String IN_VAULT = "hashicorp:secret:serai/zabbix#token";

    @TempDir
    Path home;
    private final SimulatedVault vault = new SimulatedVault();
    private final Map<String, String> settings = new HashMap<>(Map.of("camel.vault.hashicorp.host", "127.0.0.1",
        "camel.vault.hashicorp.port", Integer.toString(vault.port()), "camel.vault.hashicorp.scheme", "http", "camel.vault.hashicorp.token", SimulatedVault.TOKEN));

    @AfterEach
    void close() {
        vault.close();
    }

    @Test
    void aFileIsReadStrippedFromAnAbsolutePathOrFromTheHome() throws IOException {
        Path file = Files.createDirectories(home.resolve("secrets")).resolve("token");
        Files.writeString(file, " s3same\r\n\n");
        References references = references();
        assertThat(references.find("file:secrets/token")).contains("s3same");
        assertThat(references.find("file:" + file.toAbsolutePath())).contains("s3same");
        assertThat(references.fault("file:secrets/token")).isEmpty();
    }

    @Test
    void aFileIsReadOnce() throws IOException {
        Files.writeString(home.resolve("token"), "old");
        References references = references();
        assertThat(references.find("file:token")).contains("old");
        Files.writeString(home.resolve("token"), "new");
        assertThat(references.find("file:token")).contains("old");
        assertThat(references().find("file:token")).contains("new");
    }

    @Test
    void whyAFileCannotBeReadIsSaidInWords() throws IOException {
        Files.writeString(home.resolve("blank"), " \n");
        Files.writeString(home.resolve("large"), "x".repeat(References.LIMIT + 1));
        References references = references();
        assertThat(references.fault("file:none")).contains("there is no such file");
        assertThat(references.fault("file:blank")).contains("it is empty");
        assertThat(references.fault("file:large")).contains("it is larger than 65536 bytes");
        assertThat(references.fault("file:.")).contains("it is a folder");
        assertThat(Stream.of("none", "blank", "large", ".").map(name -> references.find("file:" + name))).allMatch(Optional::isEmpty);
    }

    @Test
    void aSecretOfTheVaultIsReadOnceWhateverFieldsAreAskedFor() {
        vault.put("secret/serai/zabbix", "{\"token\":\"t0ken\",\"hook\":\"s3same\",\"port\":8443}");
        References references = references();
        assertThat(references.find(IN_VAULT)).contains("t0ken");
        assertThat(references.find("hashicorp:secret:serai/zabbix#hook")).contains("s3same");
        assertThat(references.find("hashicorp:secret:serai/zabbix#port")).contains("8443");
        assertThat(references.find(IN_VAULT)).contains("t0ken");
        assertThat(vault.asked()).containsExactly("/v1/secret/data/serai/zabbix");
    }

    @Test
    void aVersionAndANamespaceCanBeNamed() {
        vault.put("secret/serai/zabbix?version=2", "{\"token\":\"second\"}");
        vault.namespace("inn");
        assertThat(references().fault(IN_VAULT + "@2")).hasValueSatisfying(fault -> assertThat(fault).contains("HTTP 403"));
        settings.put("camel.vault.hashicorp.namespace", "inn");
        assertThat(references().find(IN_VAULT + "@2")).contains("second");
    }

    @Test
    void whatIsNotThereIsNeitherTheWholeSecretNorADefault() {
        vault.put("secret/serai/zabbix", "{\"other\":\"s3same\"}");
        References references = references();
        assertThat(references.find(IN_VAULT)).isEmpty();
        assertThat(references.fault(IN_VAULT)).contains("Vault has no such secret or field");
        assertThat(references.fault("hashicorp:secret:serai/none#token")).contains("Vault has no such secret or field");
    }

    @Test
    void aRefusedTokenIsSaid() {
        settings.put("camel.vault.hashicorp.token", "hvs.wrong-token");
        assertThat(references().fault(IN_VAULT)).contains("Vault refuses it (HTTP 403): the token is not valid any more, or may not read it");
    }

    @Test
    void aSealedVaultIsSaid() {
        vault.mood(Mood.SEALED);
        assertThat(references().fault(IN_VAULT)).contains("Vault is sealed or in maintenance (HTTP 503)");
    }

    /** Start-up does not wait for each secret of a Vault that does not answer. */
    @Test
    void aSilentVaultIsWaitedForOnce() {
        vault.mood(Mood.SILENT);
        References references = references();
        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            assertThat(references.fault("hashicorp:secret:serai/zabbix#field" + i)).hasValueSatisfying(fault -> assertThat(fault).contains("does not answer within 5 s"));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Vault.TIMEOUT.minusSeconds(1), Vault.TIMEOUT.plusSeconds(4));
        assertThat(vault.asked()).hasSize(1);
    }

    @Test
    void aVaultThatIsDownIsSaid() {
        vault.close();
        assertThat(references().fault(IN_VAULT)).contains("Vault at http://127.0.0.1:" + vault.port() + " cannot be reached");
    }

    @Test
    void redirectsAreNotFollowedAndAnswersThatAreNoneAreSaid() {
        vault.mood(Mood.REDIRECTING);
        assertThat(references().fault(IN_VAULT)).hasValueSatisfying(fault -> assertThat(fault).contains("HTTP 307, a redirect, which is not followed"));
        vault.mood(Mood.LARGE);
        assertThat(references().fault(IN_VAULT)).contains("Vault's answer is larger than 1048576 bytes");
        vault.mood(Mood.NOT_JSON);
        assertThat(references().fault(IN_VAULT)).contains("what Vault answers cannot be read");
    }

    @Test
    void withoutAVaultItIsSaidHowToSetOneUp() {
        settings.remove("camel.vault.hashicorp.host");
        assertThat(references().fault(IN_VAULT)).contains("no Vault is set up: set SERAI_VAULT_HOST and SERAI_VAULT_TOKEN");
    }

    @Test
    void wrongSettingsAreRefusedByName() {
        settings.put("camel.vault.hashicorp.scheme", "ftp");
        assertThatThrownBy(this::references).hasMessageContaining("SERAI_VAULT_SCHEME");
        settings.put("camel.vault.hashicorp.scheme", "http");
        settings.put("camel.vault.hashicorp.port", "http://x");
        assertThatThrownBy(this::references).hasMessageContaining("SERAI_VAULT_PORT");
    }

    @Test
    void aConnectorIsOffWithTheReasonUntilItsSecretsCanBeRead() throws IOException {
        layOut();
        vault.mood(Mood.SEALED);
        ConnectorFile off = connector();
        assertThat(off.on()).isFalse();
        assertThat(off.reason()).isEqualTo("off until set: INN_URL, file:secrets/hook (there is no such file), "
            + "hashicorp:secret:serai/inn#token (Vault is sealed or in maintenance (HTTP 503))");

        settings.put("INN_URL", "inn.example");
        Files.writeString(Files.createDirectories(home.resolve("secrets")).resolve("hook"), "s3same\n");
        vault.mood(Mood.WELL);
        vault.put("secret/serai/inn", "{\"token\":\"t0ken\"}");
        ConnectorFile on = connector();
        assertThat(on.reason()).isEqualTo("on");
        assertThat(on.connector().orElseThrow().streams().hook()).isNotNull();
        assertThat(on.toString()).doesNotContain("s3same").doesNotContain("t0ken");
    }

    private ConnectorFile connector() {
        return ConnectorFiles.read(new HomeFiles(home), references()).files().stream().filter(file -> file.name().equals("inn")).findFirst().orElseThrow();
    }

    private void layOut() throws IOException {
        Path samples = Path.of("src/test/resources/connector-configs");
        try (Stream<Path> kamelets = Files.list(samples.resolve("kamelets"))) {
            for (Path kamelet : kamelets.toList()) {
                Files.copy(kamelet, Files.createDirectories(home.resolve("kamelets")).resolve(kamelet.getFileName()));
            }
        }
        Files.writeString(Files.createDirectories(home.resolve("connector-configs")).resolve("inn.yaml"), """
            connector: inn
            vendor: inn
            description: Its secrets are kept elsewhere.
            enabledBy: [INN_URL]
            hook: {authentication: secret-header, header: X-Secret, secret: "{{file:secrets/hook}}"}
            normalize: {action: inn-record-action}
            writeBack: {sink: inn-note-sink, parameters: {token: "{{hashicorp:secret:serai/inn#token}}"}}
            """, StandardCharsets.UTF_8);
    }

    private References references() {
        return new References(home, name -> Optional.ofNullable(settings.get(name)), Vault.of(name -> Optional.ofNullable(settings.get(name))));
    }
}
