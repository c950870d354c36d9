package io.serai.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.flyway.FlywayConnectionDetails;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseConfigurationTest {

    private static final String URL = "jdbc:postgresql://db.example:5432/hub?sslmode=require";

    @TempDir
    private Path home;

    private ApplicationContextRunner hub(String... properties) {
        return new ApplicationContextRunner().withUserConfiguration(DatabaseConfiguration.class).withPropertyValues("serai.home=" + home)
            .withPropertyValues(properties);
    }

    @Test
    void usesTheExternalDatabaseAndStartsNoneWhenItsAddressIsSet(CapturedOutput output) {
        hub("serai.database.url=" + URL, "serai.database.username=hub", "serai.database.password=hidden").run(context -> {
            JdbcConnectionDetails details = context.getBean(JdbcConnectionDetails.class);
            assertThat(details.getJdbcUrl()).isEqualTo(URL);
            assertThat(details.getUsername()).isEqualTo("hub");
            assertThat(details.getPassword()).isEqualTo("hidden");
            assertThat(context.getBean(FlywayConnectionDetails.class).getJdbcUrl()).isEqualTo(URL);
        });
        assertThat(home).isEmptyDirectory();
        assertThat(output).contains("database: external jdbc:postgresql://db.example:5432/hub").doesNotContain("hidden");
    }

    @Test
    void startsNoneForACommandThatNeedsNone() {
        hub("serai.database.enabled=false").run(context -> assertThat(context).doesNotHaveBean(HubDatabase.class));
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void refusesAnAddressOfAnotherKindOfDatabase() {
        hub("serai.database.url=jdbc:h2:mem:x").run(context -> assertThat(context).hasFailed().getFailure()
            .rootCause().isInstanceOf(DatabaseStartException.class).hasMessageContaining("jdbc:postgresql:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://hub:hidden@db.example/hub", "jdbc:postgresql://db.example/hub?user=hub&password=hidden",
        "jdbc:postgresql://db.example/hub?sslPassword=hidden"})
    void refusesAnAddressThatHoldsAPassword(String url) {
        assertThatThrownBy(() -> new DatabaseProperties(true, url, "hub", "")).isInstanceOf(DatabaseStartException.class)
            .hasMessageContaining("holds a password").hasMessageNotContaining("hidden");
    }

    @Test
    void saysWhichExternalDatabaseCannotBeReached() {
        MockEnvironment environment = new MockEnvironment().withProperty("serai.database.url", "jdbc:postgresql://127.0.0.1:1/hub?sslmode=require");
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:postgresql://127.0.0.1:1/hub", "hub", "hidden")).satisfies(refused -> {
            FailureAnalysis analysis = new UnreachableDatabaseFailureAnalyzer(environment).analyze(new IllegalStateException(refused));
            assertThat(analysis.getDescription()).contains("jdbc:postgresql://127.0.0.1:1/hub", "refused");
            assertThat(analysis.getAction()).contains("SERAI_DATABASE_URL");
        });
    }

    @Test
    void neverShowsAPassword() {
        assertThat(new DatabaseProperties(true, "jdbc:postgresql://db.example/hub", "hub", "hidden").toString())
            .contains("//db.example/hub").doesNotContain("hidden");
        assertThat(new Database("url", "hub", "hidden", "shown", () -> { }).toString()).doesNotContain("hidden");
    }
}
