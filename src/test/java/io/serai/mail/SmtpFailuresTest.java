package io.serai.mail;

import static io.serai.testing.Mailroom.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.serai.testing.Mailroom;
import io.serai.work.NotRetryable;
import io.serai.writeback.WriteBack;
import java.io.IOException;
import java.time.Duration;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What a server that takes mails may answer, and what becomes of the note then. */
@SpringBootTest(properties = {"SERAI_EMAIL_USERNAME=" + Mailroom.ADDRESS, "SERAI_EMAIL_PASSWORD=" + Mailroom.PASSWORD, "SERAI_EMAIL_PERIOD=200",
    "serai.mail.starttls=false", "serai.mail.replies-an-hour=100", "serai.connector.failures=100",
    "camel.main.routes-include-pattern=file:routes/connector-poll-records.camel.yaml,file:routes/connector-normalize-record.camel.yaml,"
        + "file:routes/connector-write-note.camel.yaml,file:routes/policy-repeat-poll.camel.yaml"})
@DirtiesContext
class SmtpFailuresTest {

    private static Mailroom room;
    private static ScriptedSmtp smtp;

    @Autowired
    ProducerTemplate template;
    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) throws IOException {
        room = Mailroom.inClear();
        smtp = new ScriptedSmtp();
        room.describe(registry, "127.0.0.1");
        registry.add("SERAI_EMAIL_SMTP_PORT", smtp::port);
        room.deliver(message("f1@example.com", "ann@example.com", "Failures", "words"));
    }

    @AfterAll
    static void stop() throws IOException {
        smtp.close();
        room.close();
    }

    @Test
    void aRefusalForGoodIsNotTriedAgainAndOneForNowIs() {
        await().atMost(Duration.ofSeconds(60)).until(() -> jdbc.sql("SELECT count(*) FROM event").query(Integer.class).single() == 1);

        assertThat(failure("RCPT", "550 5.1.1 user unknown")).isInstanceOf(NotRetryable.class).hasMessageContaining("smtp://127.0.0.1")
            .hasMessageContaining("refuses the mail for good").hasMessageContaining("user unknown");
        assertThat(failure(".", "554 5.7.1 looks like spam")).isInstanceOf(NotRetryable.class).hasMessageContaining("looks like spam");
        assertThat(failure("RCPT", "451 4.7.1 greylisted")).isInstanceOf(MailFailedException.class).isNotInstanceOf(NotRetryable.class)
            .hasMessageContaining("does not take the mail now").hasMessageContaining("greylisted");
        assertThat(failure("MAIL", "550 5.7.60 may not send as this sender")).isInstanceOf(MailFailedException.class).isNotInstanceOf(NotRetryable.class)
            .hasMessageContaining("may not send as");
        assertThat(failure("AUTH", "535 5.7.8 wrong")).isInstanceOf(MailFailedException.class).isNotInstanceOf(NotRetryable.class)
            .hasMessageContaining("refuses the log-in").hasMessageNotContaining(Mailroom.PASSWORD);
        assertThat(failure(".", "")).isInstanceOf(MailFailedException.class).isNotInstanceOf(NotRetryable.class);
        assertThat(failure("no such command", "")).isNull();
        assertThat(smtp.commands).contains("RCPT TO:<ann@example.com>", "RCPT TO:<help@example.com>").noneMatch(command -> command.contains("NOOP"));
    }

    private Throwable failure(String command, String answer) {
        smtp.answer(command, answer);
        Throwable thrown = catchThrowable(() -> template.sendBody("direct:connector-write-email", new WriteBack("01900000-0000-7000-8000-00000000000d", "decision:1",
            "01900000-0000-7000-8000-00000000000e", "default", "email", "f1@example.com", null, "Done.\n\n[serai:0a1b2c3d]", "[serai:0a1b2c3d]", null, false, false)));
        while (thrown != null && thrown.getCause() != null) {
            thrown = thrown.getCause();
        }
        return thrown;
    }
}
