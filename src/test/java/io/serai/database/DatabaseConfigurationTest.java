package io.serai.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.flyway.FlywayConnectionDetails;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseConfigurationTest {

    private static final String URL = "jdbc:postgresql://db.example:5432/hub?password=hidden-one&sslmode=require";

    @TempDir
    private Path home;

    private ApplicationContextRunner hub(String... properties) {
        return new ApplicationContextRunner().withUserConfiguration(DatabaseConfiguration.class).withPropertyValues("serai.home=" + home)
            .withPropertyValues(properties);
    }

    @Test
    void usesTheExternalDatabaseAndStartsNoneWhenItsAddressIsSet(CapturedOutput output) {
        hub("serai.database.url=" + URL, "serai.database.username=hub", "serai.database.password=hidden-two").run(context -> {
            JdbcConnectionDetails details = context.getBean(JdbcConnectionDetails.class);
            assertThat(details.getJdbcUrl()).isEqualTo(URL);
            assertThat(details.getUsername()).isEqualTo("hub");
            assertThat(details.getPassword()).isEqualTo("hidden-two");
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

    @Test
    void neverShowsAPassword() {
        assertThat(new DatabaseProperties(true, "jdbc:postgresql://hub:hidden@db.example/hub", "hub", "hidden").toString())
            .contains("//db.example/hub").doesNotContain("hidden");
        assertThat(new Database("url", "hub", "hidden", "shown", () -> { }).toString()).doesNotContain("hidden");
    }
}
