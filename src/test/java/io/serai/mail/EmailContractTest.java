package io.serai.mail;

import static io.serai.testing.Mailroom.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.testing.Mailroom;
import jakarta.mail.Flags;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What is peculiar to a mailbox, against a mail server: threads stay together, machines open no tickets, what is stored is moved. */
@SpringBootTest(properties = {"SERAI_EMAIL_USERNAME=" + Mailroom.ADDRESS, "SERAI_EMAIL_PASSWORD=" + Mailroom.PASSWORD, "SERAI_EMAIL_PERIOD=200",
    "SERAI_EMAIL_AFTERWARD=move", "SERAI_EMAIL_MOVE_TO=Done", "serai.mail.starttls=false", "serai.mail.page=3", "serai.connector.failures=100",
    "camel.main.routes-include-pattern=file:routes/connector-poll-records.camel.yaml,file:routes/connector-normalize-record.camel.yaml,"
        + "file:routes/connector-normalize-events.camel.yaml,file:routes/ticket-accept-tickets.camel.yaml,file:routes/work-record-failure.camel.yaml,"
        + "file:routes/policy-*.camel.yaml"})
@DirtiesContext
class EmailContractTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ANN = "Ann Baker <ann@example.com>";
    private static Mailroom room;

    @Autowired
    JdbcClient jdbc;
    @Autowired
    @Qualifier("connectorsHealthIndicator")
    HealthIndicator health;

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) throws Exception {
        room = Mailroom.inClear();
        room.createFolder("Done");
        for (int i = 0; i < 10; i++) {
            room.deliver(message("first-" + i + "@example.com", ANN, "Number " + i, "words"));
        }
        // people read the mailbox, too
        room.messages("INBOX").get(4).setFlags(new Flags(Flags.Flag.SEEN), true);
        room.describe(registry, "127.0.0.1");
    }

    @AfterAll
    static void stop() {
        room.close();
    }

    @Test
    void fetchesWhatIsThereAndWhatComesEachOnceAndMovesItWhenItIsStored() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(tickets("first-%")).hasSize(10));
        room.deliver(message("second@example.com", ANN, "Second", "words"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(tickets("second%")).hasSize(1));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ids("Done")).contains("<second@example.com>"));
        assertThat(ids("INBOX")).noneMatch(id -> id.startsWith("<first-") || id.startsWith("<second"));
        assertThat(events("first-%")).isEqualTo(10);
    }

    @Test
    void aCrashBetweenTheCursorAndMovingMovesTheMessageLater() throws Exception {
        room.deleteFolder("Done");
        room.deliver(message("left@example.com", ANN, "Left over", "words"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(tickets("left@%")).hasSize(1));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(health.health().getDetails().get("email").toString()).contains("there is no folder 'Done'"));
        assertThat(ids("INBOX")).contains("<left@example.com>");

        room.createFolder("Done");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ids("Done")).contains("<left@example.com>"));
        assertThat(events("left@%")).isEqualTo(1);
    }

    @Test
    void anAnswerJoinsItsTicketAndAddsOnlyWhatIsNew() {
        room.deliver(message("t1@example.com", ANN, "VPN drops", "It drops every hour.\n-- \nAnn"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(tickets("t1@%")).hasSize(1));
        JsonNode first = ticket("t1@example.com");
        assertThat(first.path("title").asText()).isEqualTo("VPN drops");
        assertThat(first.path("description").asText()).isEqualTo("It drops every hour.");
        assertThat(first.path("kind").asText()).isEqualTo("request");
        assertThat(first.at("/requester/email").asText()).isEqualTo("ann@example.com");
        assertThat(first.at("/requester/name").asText()).isEqualTo("Ann Baker");

        room.deliver(message("t2@example.com", "bob@example.com", "Re: VPN drops", "Mine, too.\n\nOn Wed, 25 Nov 2026 Ann Baker <ann@example.com> wrote:\n> It drops every hour.",
            "In-Reply-To: <t1@example.com>", "References: <t1@example.com>"));
        // a program that gives no more than the message before
        room.deliver(message("t3@example.com", ANN, "WG: VPN drops", "Now all the time.", "In-Reply-To: <t2@example.com>"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ticket("t1@example.com").at("/labels/messages").asText()).isEqualTo("3"));
        JsonNode third = ticket("t1@example.com");
        assertThat(third.path("id")).isEqualTo(first.path("id"));
        assertThat(third.path("title").asText()).isEqualTo("VPN drops");
        assertThat(third.at("/requester/email").asText()).isEqualTo("ann@example.com");
        assertThat(third.path("description").asText()).matches("(?s)It drops every hour\\.\n\n--- bob@example\\.com, 20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC:\nMine, too\\.\n\n"
            + "--- Ann Baker <ann@example\\.com>, .{16} UTC:\nNow all the time\\.");
        assertThat(tickets("t2@%")).isEmpty();
        assertThat(tickets("t3@%")).isEmpty();
    }

    @Test
    void aThreadFindsTogetherInWhateverOrderItsMessagesCome() {
        room.deliver(message("o2@example.com", "bob@example.com", "Re: Order", "The answer.", "References: <o1@example.com>"));
        room.deliver(message("o1@example.com", ANN, "Order", "The question."));
        room.deliver(message("o3@example.com", ANN, "Re: Order", "Thanks.", "References: <unknown@example.com> <o2@example.com>"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ticket("o1@example.com").at("/labels/messages").asText()).isEqualTo("3"));
        assertThat(ticket("o1@example.com").path("description").asText()).contains("The answer.", "The question.", "Thanks.");
        assertThat(tickets("o%@example.com")).hasSize(1);
    }

    @Test
    void anAnswerWithoutReferencesIsKnownByTheTagInItsSubject() {
        room.deliver(message("tag1@example.com", ANN, "Tagged", "words"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(tickets("tag1@%")).hasSize(1));
        String tag = jdbc.sql("SELECT tag FROM mail_thread WHERE thread_id = 'tag1@example.com'").query(String.class).single();
        room.deliver(message("tag2@example.com", ANN, "AW: Tagged [serai-" + tag + "]", "Later words."));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ticket("tag1@example.com").path("description").asText()).endsWith("Later words."));
    }

    @Test
    void machinesAndTheMailboxItselfOpenNoTickets() {
        room.deliver(message("auto1@example.com", "MAILER-DAEMON@mx.example.com", "Undelivered", "x"));
        room.deliver(message("auto2@example.com", ANN, "Automatic reply: VPN", "x", "Auto-Submitted: auto-replied"));
        room.deliver(message("auto3@example.com", "news@example.org", "News", "x", "Precedence: bulk"));
        room.deliver(message("auto4@example.com", Mailroom.ADDRESS, "To ourselves", "x"));
        room.deliver(message("auto5@example.com", ANN, "A person", "x"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(tickets("auto5@%")).hasSize(1));
        assertThat(tickets("auto%@example.com")).containsExactly("auto5@example.com");
        assertThat(jdbc.sql("SELECT message_id || ' ' || kind FROM mail_message WHERE message_id LIKE 'auto%' AND kind <> 'taken' ORDER BY 1").query(String.class).list())
            .containsExactly("auto1@example.com report", "auto2@example.com reply", "auto3@example.com bulk", "auto4@example.com staff");
        // people may want to look at them: they are neither moved nor marked
        assertThat(ids("INBOX")).contains("<auto1@example.com>", "<auto2@example.com>", "<auto3@example.com>", "<auto4@example.com>");
    }

    @Test
    void anAnswerOfTheStaffJoinsTheTicketAndIsNotTakenForNews() {
        room.deliver(message("s1@example.com", ANN, "Staff", "words"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(tickets("s1@%")).hasSize(1));
        room.deliver(message("s2@example.com", "Help <HELP@example.com>", "Re: Staff", "We look into it.", "References: <s1@example.com>"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ticket("s1@example.com").path("description").asText()).endsWith("We look into it."));
        assertThat(ticket("s1@example.com").at("/labels/ownUpdate").asText()).isEqualTo("true");
    }

    @Test
    void whatCannotBeReadLiesInTheDeadLettersAndHoldsUpNothing() {
        room.deliver("Subject: nobody wrote this\n\nwords\n");
        room.deliver("From: ann@example.com\nMessage-ID: <broken@example.com>\nContent-Type: multipart/mixed; boundary=b\n\nno boundary\n");
        room.deliver(message("behind@example.com", ANN, "Behind", "words"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(tickets("behind@%")).hasSize(1));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(jdbc.sql("SELECT error FROM dead_letter ORDER BY died_at").query(String.class).list())
            .hasSize(2).anyMatch(error -> error.contains("no From address that can be read")).anyMatch(error -> error.contains("boundaries of its parts are broken")));
    }

    @Test
    void withNewUidsNothingIsTakenASecondTime() {
        room.deliver(message("uid1@example.com", ANN, "Before", "words"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(tickets("uid1@%")).hasSize(1));
        int before = events("%");
        await().atMost(PATIENCE).untilAsserted(() -> {
            jdbc.sql("UPDATE connector_cursor SET resume_after = '{\"validity\":1,\"uid\":999999}' WHERE connector = 'email'").update();
            assertThat(jdbc.sql("SELECT resume_after FROM connector_cursor WHERE connector = 'email'").query(String.class).single()).contains("\"validity\":1,");
        });
        room.deliver(message("uid2@example.com", ANN, "After", "words"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(tickets("uid2@%")).hasSize(1));
        assertThat(events("%")).isEqualTo(before + 1);
    }

    @Test
    void manyMessagesOfOneSecondComeOnceEachAndInOrder() {
        IntStream.range(0, 40).forEach(i -> room.deliver(message("m" + i + "@example.com", ANN, "Many", "part " + i + ".",
            i == 0 ? "X-Mailer: none" : "References: <m0@example.com>")));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ticket("m0@example.com").at("/labels/messages").asText()).isEqualTo("40"));
        String description = ticket("m0@example.com").path("description").asText();
        assertThat(IntStream.range(0, 39).allMatch(i -> description.indexOf("part " + i + ".") < description.indexOf("part " + (i + 1) + "."))).isTrue();
    }

    private List<String> tickets(String like) {
        return jdbc.sql("SELECT external_id FROM ticket WHERE connector = 'email' AND external_id LIKE ? ORDER BY 1").param(like).query(String.class).list();
    }

    private JsonNode ticket(String id) {
        return jdbc.sql("SELECT body::text FROM ticket WHERE connector = 'email' AND external_id = ?").param(id).query(String.class).optional().map(body -> {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }).orElseGet(() -> new ObjectMapper().createObjectNode());
    }

    private int events(String like) {
        return jdbc.sql("SELECT count(*) FROM event WHERE connector = 'email' AND event_key LIKE ?").param("p:" + like).query(Integer.class).single();
    }

    private static List<String> ids(String folder) {
        return room.messages(folder).stream().map(stored -> String.valueOf(Mailroom.header(stored.getMimeMessage(), "Message-ID"))).toList();
    }
}
