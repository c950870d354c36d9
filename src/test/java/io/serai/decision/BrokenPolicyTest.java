package io.serai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.SeraiApplication;
import io.serai.testing.Analyses;
import io.serai.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.context.ConfigurableApplicationContext;

class BrokenPolicyTest {

    @TempDir java.nio.file.Path home;

    @Test
    void i6TheHubStartsWithABrokenPolicyAndLeavesAllToPeople() throws IOException {
        Files.createDirectories(home.resolve("connector-configs"));
        Files.copy(java.nio.file.Path.of("src/test/resources/connector-configs/invalid/policy.yaml"), home.resolve("connector-configs/policy.yaml"));
        try (ConfigurableApplicationContext hub = SpringApplication.run(SeraiApplication.class, "--SERAI_HOME=" + home, "--SERAI_PORT=0",
            "--SERAI_DATABASE_URL=" + TestDatabase.fresh(), "--SERAI_DATABASE_USERNAME=postgres", "--SERAI_DATABASE_PASSWORD=")) {
            assertThat(hub.getBean(HealthEndpoint.class).healthForPath("policy").getStatus().getCode()).isEqualTo("DEGRADED");
            Decision decision = hub.getBean(Decide.class).decide(Analyses.proposingARestart());
            assertThat(decision.path()).isEqualTo(Path.ESCALATE);
            assertThat(decision.team()).isEqualTo("service-desk");
            assertThat(decision.reasons()).first().asString().startsWith("the policy cannot be read, so people decide: connector-configs/policy.yaml:");
            assertThat(hub.getBean(ProducerTemplate.class).getCamelContext().getRoute("decision-choose-path")).isNotNull();
        }
    }
}
