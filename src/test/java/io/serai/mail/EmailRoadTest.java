package io.serai.mail;

import static io.serai.testing.Mailroom.header;
import static io.serai.testing.Mailroom.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.testing.HubTest;
import io.serai.testing.Mailroom;
import io.serai.testing.TestAdmin;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The whole road: a question comes by mail, the answer goes back by mail, and what the requester says to it is heard. */
@HubTest
@DirtiesContext
@TestPropertySource(properties = {"SERAI_EMAIL_USERNAME=" + Mailroom.ADDRESS, "SERAI_EMAIL_PASSWORD=" + Mailroom.PASSWORD, "SERAI_EMAIL_PERIOD=500",
    "SERAI_EMAIL_AFTERWARD=seen", "serai.mail.starttls=false"})
class EmailRoadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static Mailroom room;

    @Autowired
    JdbcClient jdbc;
    @Autowired
    TestRestTemplate http;

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) {
        room = Mailroom.inClear();
        room.describe(registry, "127.0.0.1");
    }

    @AfterAll
    static void stop() {
        room.close();
    }

    @Test
    void aQuestionIsAnsweredInItsThreadAndTheAnswerToThatIsHeard() {
        room.deliver(message("road1@example.com", "Ann Baker <ann@example.com>", "VPN connection drops every few minutes",
            "The client disconnects and then times out at connecting; the internet works."));
        await().atMost(PATIENCE).until(() -> !room.mailsTo("ann@example.com").isEmpty());
        MimeMessage answer = room.mailsTo("ann@example.com").get(0);
        assertThat(header(answer, "In-Reply-To")).isEqualTo("<road1@example.com>");
        assertThat(Mailroom.text(answer)).contains("Serai has found", "vpn-drops").containsPattern("\\[serai:[0-9a-f]{8}]");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(jdbc.sql("SELECT state FROM write_back WHERE external_id = 'road1@example.com'").query(String.class).list())
            .containsExactly("SENT"));
        boolean resolved = Mailroom.text(answer).contains("set to resolved");
        assertThat(status()).isEqualTo(resolved ? "resolved" : "open");

        room.deliver(message("road2@example.com", "ann@example.com", "Re: " + header(answer, "Subject"), "I tried that twice, and it still drops on the phone.\n\n"
            + "On Wed, 25 Nov 2026 Help desk <help@example.com> wrote:\n> Serai has found the answer", "In-Reply-To: " + header(answer, "Message-ID")));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(jdbc.sql("SELECT body ->> 'description' FROM ticket WHERE external_id = 'road1@example.com'").query(String.class).list())
            .singleElement().asString().endsWith("I tried that twice, and it still drops on the phone."));
        await().atMost(PATIENCE).until(() -> jdbc.sql("SELECT count(*) FROM decision d JOIN ticket t ON t.id = d.ticket_id WHERE t.external_id = 'road1@example.com'")
            .query(Integer.class).single() >= 2);
        await().atMost(PATIENCE).until(() -> room.messages("INBOX").stream().filter(stored -> !header(stored.getMimeMessage(), "Message-ID").contains("serai."))
            .allMatch(stored -> stored.isSet(jakarta.mail.Flags.Flag.SEEN)));
        assertThat(jdbc.sql("SELECT count(*) FROM dead_letter").query(Integer.class).single()).isZero();
    }

    @Test
    void anOperatorIsToldWhetherTheMailboxCanBeUsedAndWhatIsMissing() throws Exception {
        assertThat(call(HttpMethod.POST, "/test").getBody().path("verdict").asText()).isEqualTo("ok");
        room.password("another");
        JsonNode verdict = call(HttpMethod.POST, "/test").getBody();
        assertThat(verdict.path("verdict").asText()).isEqualTo("failed");
        assertThat(verdict.at("/checks/0/what").asText()).isEqualTo("may read the mailbox");
        assertThat(verdict.at("/checks/0/detail").asText()).contains("refuses the log-in");
        assertThat(verdict.toString()).doesNotContain(Mailroom.PASSWORD);
        room.password(Mailroom.PASSWORD);

        room.deliver(message("gap1@example.com", "bob@example.com", "Printer", "It burns."));
        await().atMost(PATIENCE).until(() -> jdbc.sql("SELECT count(*) FROM ticket WHERE external_id = 'gap1@example.com'").query(Integer.class).single() == 1);
        assertThat(gaps().findValuesAsText("externalId")).doesNotContain("gap1@example.com");
        // as if the hub had lost it, and once had never seen it
        jdbc.sql("DELETE FROM ticket WHERE external_id = 'gap1@example.com'").update();
        assertThat(gaps().findValuesAsText("externalId")).contains("gap1@example.com");
        jdbc.sql("DELETE FROM mail_message WHERE message_id = 'gap1@example.com'").update();
        jdbc.sql("DELETE FROM mail_thread WHERE thread_id = 'gap1@example.com'").update();
        assertThat(gaps().findValuesAsText("externalId")).contains("gap1@example.com");
        assertThat(call(HttpMethod.GET, "/gaps?since=PT1H").getBody().path("state").asText()).isEqualTo("done");
        await().atMost(PATIENCE).until(() -> jdbc.sql("SELECT count(*) FROM ticket WHERE external_id = 'gap1@example.com'").query(Integer.class).single() == 1);
    }

    private JsonNode gaps() {
        return call(HttpMethod.GET, "/gaps?since=PT1H&fetch=false").getBody();
    }

    private String status() {
        return jdbc.sql("SELECT status FROM ticket WHERE external_id = 'road1@example.com'").query(String.class).single();
    }

    private ResponseEntity<JsonNode> call(HttpMethod method, String path) {
        HttpHeaders headers = new HttpHeaders();
        headers.setBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD);
        return http.exchange("/api/v1/connectors/email" + path, method, new HttpEntity<>(headers), JsonNode.class);
    }
}
