package io.serai.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.testing.TestAdmin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.yaml.snakeyaml.Yaml;

/** What the shipped script says of the requester who is asked back, without what else it lets happen. */
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestPropertySource(properties = {"spring.profiles.active=demo", "serai.demo.faults=0", "serai.work.poll=50ms", "SERAI_SERVICENOW_PERIOD=300",
    "serai.conversation.look-tick=500", "serai.conversation.look-period=1s"})
class DemoTalkTest {

    @TempDir static Path folder;

    @Autowired TestRestTemplate rest;

    @DynamicPropertySource
    static void script(DynamicPropertyRegistry properties) throws IOException {
        try (InputStream in = DemoTalkTest.class.getResourceAsStream("/demo/script.yaml")) {
            List<Map<String, Object>> talk = new Yaml().<List<Map<String, Object>>>load(in).stream()
                .filter(scene -> "mail".equals(scene.get("name")) || "mail".equals(scene.get("say"))).toList();
            talk.forEach(scene -> scene.put("at", 0));
            Path script = Files.writeString(folder.resolve("script.yaml"), new Yaml().dump(talk));
            properties.add("serai.demo.script", () -> script.toUri().toString());
        }
    }

    @Test
    void whoIsAskedBackAnswersInTheTicketAndItIsDecidedAnew(CapturedOutput log) {
        TestRestTemplate http = rest.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD);
        JsonNode ticket = await().atMost(Duration.ofSeconds(120)).until(() -> ticket(http), Optional::isPresent).orElseThrow();
        String address = "/api/v1/tickets/" + ticket.path("id").asText();
        JsonNode decisions = await().atMost(Duration.ofSeconds(120)).until(() -> http.getForObject(address, JsonNode.class).at("/history/decisions"), all -> all.size() == 2);
        assertThat(decisions.findValuesAsText("path")).first().isEqualTo("CLARIFY");
        assertThat(decisions.get(1).path("path").asText()).as("nothing is asked any more").isIn("FOLLOW_UP", "RESOLVE");
        JsonNode messages = http.getForObject(address + "/messages", JsonNode.class).path("items");
        assertThat(messages.findValuesAsText("direction")).startsWith("out", "in");
        assertThat(messages.get(1).path("author").asText()).isEqualTo("Noor Haddad");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(log.getOut()).contains("asked back: ", "Noor Haddad says \"Outlook says", "\"Mail problem\": answered"));
    }

    private static Optional<JsonNode> ticket(TestRestTemplate http) {
        JsonNode items = http.getForObject("/api/v1/tickets", JsonNode.class).path("items");
        return items.isEmpty() ? Optional.empty() : Optional.of(items.get(0));
    }
}
