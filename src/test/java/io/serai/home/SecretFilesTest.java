package io.serai.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SecretFilesTest {

    @TempDir
    Path folder;

    @Test
    void aFilesContentStandsForTheVariable() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "s3cret with = and spaces \n");
        StandardEnvironment environment = environment(Map.of("SERAI_ZABBIX_TOKEN_FILE", file.toString(), "OTHER_FILE", "/no/such/file"));
        assertThat(environment.getProperty("SERAI_ZABBIX_TOKEN")).isEqualTo("s3cret with = and spaces ");
        assertThat(environment.getProperty("OTHER")).isNull();
    }

    @Test
    void aFileThatIsNotThereIsToldByTheVariablesName() {
        assertThatThrownBy(() -> environment(Map.of("SERAI_ADMIN_PASSWORD_FILE", folder.resolve("none").toString())))
            .hasMessageContaining("SERAI_ADMIN_PASSWORD_FILE").hasMessageContaining("cannot be read");
    }

    @Test
    void twoSourcesOfOneSecretAreRefusedWithoutTellingIt() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "first-value");
        assertThatThrownBy(() -> environment(Map.of("SERAI_ZABBIX_TOKEN_FILE", file.toString(), "SERAI_ZABBIX_TOKEN", "second-value")))
            .hasMessageContaining("SERAI_ZABBIX_TOKEN and SERAI_ZABBIX_TOKEN_FILE")
            .satisfies(e -> assertThat(e.getMessage()).doesNotContain("first-value", "second-value"));
    }

    @Test
    void aHugeFileIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("huge"), new byte[100_000]);
        assertThatThrownBy(() -> environment(Map.of("SERAI_X_FILE", file.toString()))).hasMessageContaining("larger than");
    }

    private static StandardEnvironment environment(Map<String, String> variables) {
        Map<String, Object> all = new HashMap<>(variables);
        StandardEnvironment environment = new StandardEnvironment() {
            @Override
            public Map<String, Object> getSystemEnvironment() {
                return all;
            }
        };
        environment.getPropertySources().replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, all));
        new SecretFiles().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
