package io.serai.mail;

import static io.serai.testing.Mailroom.header;
import static io.serai.testing.Mailroom.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.testing.Mailroom;
import io.serai.ticket.TicketStatus;
import io.serai.work.NotRetryable;
import io.serai.writeback.WriteBack;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.InterceptStrategy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Notes go out as answers in their threads, once, to whom the hub knows, whatever a message says. */
@Import(EmailReplyTest.Beans.class)
@SpringBootTest(properties = {"SERAI_EMAIL_USERNAME=" + Mailroom.ADDRESS, "SERAI_EMAIL_PASSWORD=" + Mailroom.PASSWORD, "SERAI_EMAIL_PERIOD=200",
    "SERAI_EMAIL_AUTOMATIC=bulk", "SERAI_EMAIL_STAFF=staff@example.com", "serai.mail.starttls=false", "serai.connector.failures=100",
    "camel.main.routes-include-pattern=file:routes/connector-poll-records.camel.yaml,file:routes/connector-normalize-record.camel.yaml,"
        + "file:routes/connector-normalize-events.camel.yaml,file:routes/ticket-accept-tickets.camel.yaml,file:routes/work-record-failure.camel.yaml,"
        + "file:routes/connector-write-note.camel.yaml,file:routes/policy-*.camel.yaml"})
@DirtiesContext
class EmailReplyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MARK = "hostile-value";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static Mailroom room;

    @Autowired
    ProducerTemplate template;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    Watch watch;
    @Autowired
    CamelContext camel;

    /** Looks at the message before every step of every route. */
    static class Watch implements InterceptStrategy {
        final Map<String, Set<String>> headersByRoute = new ConcurrentHashMap<>();
        final Set<String> marked = ConcurrentHashMap.newKeySet();

        @Override
        public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode definition, Processor target, Processor next) {
            NamedNode top = definition;
            while (top.getParent() != null) {
                top = top.getParent();
            }
            String route = String.valueOf(top.getId());
            return exchange -> {
                if (!definition.getShortName().equals("removeHeaders")) {
                    headersByRoute.computeIfAbsent(route, name -> ConcurrentHashMap.newKeySet()).addAll(exchange.getMessage().getHeaders().keySet());
                    exchange.getMessage().getHeaders().forEach((name, value) -> {
                        if (String.valueOf(value).contains(MARK)) {
                            marked.add(route);
                        }
                    });
                }
                target.process(exchange);
            };
        }
    }

    @TestConfiguration
    static class Beans {
        @Bean
        Watch watch() {
            return new Watch();
        }
    }

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) {
        room = Mailroom.inClear();
        room.describe(registry, "127.0.0.1");
    }

    @AfterEach
    void clear() throws Exception {
        room.password(Mailroom.PASSWORD);
        room.clear();
    }

    @AfterAll
    static void stop() {
        room.close();
    }

    @Test
    void aNoteIsAnAnswerInTheThreadAndIsMarkedAsAutomatic() throws Exception {
        String ticket = arrived(message("n1@example.com", "Ann Baker <ann1@example.com>", "VPN drops", "words", "References: <n0@example.com>"), "n0@example.com");
        send(note(ticket, "n0@example.com", "Restarted the gateway.", "0a1b2c3d", false, false, null));

        assertThat(room.mailsTo("ann1@example.com")).singleElement().satisfies(mail -> {
            assertThat(header(mail, "From")).isEqualTo("Help desk <help@example.com>");
            assertThat(header(mail, "To")).isEqualTo("Ann Baker <ann1@example.com>");
            assertThat(header(mail, "Subject")).matches("Re: VPN drops \\[serai-[a-z2-7]{13}]");
            assertThat(header(mail, "In-Reply-To")).isEqualTo("<n1@example.com>");
            assertThat(header(mail, "References")).isEqualTo("<n0@example.com> <n1@example.com>");
            assertThat(header(mail, "Message-ID")).matches("<serai\\.[0-9a-f-]{36}@example\\.com>");
            assertThat(header(mail, "Auto-Submitted")).isEqualTo("auto-replied");
            assertThat(header(mail, "X-Auto-Response-Suppress")).isEqualTo("All");
            assertThat(header(mail, "Bcc")).isNull();
            assertThat(Mailroom.text(mail)).contains("Restarted the gateway.").endsWith("[serai:0a1b2c3d]");
        });
        // an answer to that answer, which refers to nothing else, finds the ticket
        String id = header(room.mailsTo("ann1@example.com").get(0), "Message-ID");
        room.deliver(message("n2@example.com", "ann1@example.com", "Re: VPN drops", "Thanks.", "In-Reply-To: " + id));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(description("n0@example.com")).endsWith("Thanks."));
    }

    @Test
    void whatIsForStaffGoesToStaffAndAMachineIsNeverAnswered() throws Exception {
        String ticket = arrived(message("i1@example.com", "ann3@example.com", "Internal", "words"), "i1@example.com");
        send(note(ticket, "i1@example.com", "Handed to people.", "3a1b2c3d", true, false, null));
        assertThat(room.mailsTo("ann3@example.com")).isEmpty();
        assertThat(Mailroom.text(room.mailsTo("staff@example.com").get(0))).startsWith("Only for staff").contains("Handed to people.");

        String alert = arrived(message("i2@example.com", "monitor@example.com", "Disk full", "words", "Auto-Submitted: auto-generated"), "i2@example.com");
        send(note(alert, "i2@example.com", "Delete something.", "4a1b2c3d", false, false, null));
        assertThat(room.mailsTo("monitor@example.com")).isEmpty();
        assertThat(Mailroom.text(room.mailsTo("staff@example.com").get(1))).contains("monitor@example.com is a machine", "Delete something.");
    }

    @Test
    void aNoteThatResolvesSetsTheTicketAndAnAnswerOpensItAgain() throws Exception {
        String ticket = arrived(message("r1@example.com", "ann4@example.com", "Resolved", "words"), "r1@example.com");
        WriteBack note = note(ticket, "r1@example.com", "Do this.", "5a1b2c3d", false, false, TicketStatus.RESOLVED);
        send(note);
        assertThat(status("r1@example.com")).isEqualTo("resolved");
        room.deliver(message("r2@example.com", "ann4@example.com", "Re: Resolved", "Did not help.", "References: <r1@example.com>"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(status("r1@example.com")).isEqualTo("open"));
        assertThat(description("r1@example.com")).endsWith("Did not help.");
        // the same note again, because it was not known that it had gone: what came meanwhile is not closed with it
        await().atMost(PATIENCE).until(() -> room.messages("INBOX").size() == 3);
        send(note.withUnsure(true));
        assertThat(status("r1@example.com")).isEqualTo("open");
    }

    @Test
    void twoMachinesThatAnswerEachOtherAreStopped() throws Exception {
        String ticket = arrived(message("l1@example.com", "loop@example.com", "Loop", "words"), "l1@example.com");
        for (int i = 0; i < 5; i++) {
            send(note(ticket, "l1@example.com", "Note " + i, "6a1b2c3" + i, false, false, null));
        }
        assertThatThrownBy(() -> send(note(ticket, "l1@example.com", "Note 6", "6a1b2c36", false, false, null))).rootCause()
            .isInstanceOf(NotRetryable.class).hasMessageContaining("5 mails went into this thread within an hour");
        assertThat(room.mailsTo("loop@example.com")).hasSize(5);
    }

    /** TRUST.md, S1: no header of a message is a header of Camel. S3, S14: none of its fields sets where and what is sent. */
    @Test
    void s1s3s14NothingInAMessageSteersARouteOrAMail() throws Exception {
        List<String> names = Files.readAllLines(Path.of("src/test/resources/hostile-headers.txt")).stream().filter(name -> name.matches("[A-Za-z][A-Za-z0-9_.-]*")).toList();
        String[] headers = names.stream().filter(name -> !name.matches("(?i)from|to|subject|reply-to|content-.*"))
            .flatMap(name -> List.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT)).stream()).map(name -> name + ": " + MARK).toArray(String[]::new);
        String ticket = arrived(message("h1@example.com", "=?utf-8?Q?Eve=0D=0ABcc=3A_victim=40example.com?= <eve@example.com>",
            "=?utf-8?Q?Hi=0D=0ABcc:_victim@example.com=0D=0A=0D=0ABody?= ${body} {{env:PATH}} #{7*7}", "${exchange} {{env:PATH}}\r\n.\r\nQUIT", headers), "h1@example.com");
        room.deliver(message("h2@example.com", "eve@example.com", "Re: Hi", "x", "References: <h1@example.com> <a@b>\r\n <c@d\r\n >", "Reply-To: <victim@example.com>"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(description("h1@example.com")).endsWith(":\nx"));
        Map<String, Object> hostile = new TreeMap<>();
        names.forEach(name -> hostile.put(name, MARK));
        hostile.put("mail.smtp.host", "127.0.0.2");
        hostile.put("mail.smtp.from", "victim@example.com");
        hostile.put("mail.smtps.host", "127.0.0.2");
        hostile.put("To", "victim@example.com");
        hostile.put("Bcc", "victim@example.com");
        template.sendBodyAndHeaders("direct:connector-write-email", note(ticket, "h1@example.com", "Hello\r\n.\r\nRCPT TO:<victim@example.com> ${body}", "7a1b2c3d", false,
            false, null), hostile);

        assertThat(room.mailsTo("victim@example.com")).isEmpty();
        MimeMessage mail = room.mailsTo("eve@example.com").get(0);
        assertThat(header(mail, "Subject")).matches("Re: Hi Bcc: victim@example\\.com Body \\$\\{body} \\{\\{env:PATH}} #\\{7\\*7}\\r\n \\[serai-[a-z2-7]{13}]");
        assertThat(header(mail, "To")).isEqualTo("\"Eve Bcc: victim@example.com\" <eve@example.com>");
        assertThat(header(mail, "Bcc")).isNull();
        assertThat(java.util.Collections.list(mail.getAllHeaders())).noneMatch(header -> header.getValue().contains(MARK));
        assertThat(Mailroom.text(mail)).contains("RCPT TO:<victim@example.com> ${body}");
        Set<String> seen = new TreeSet<>();
        watch.headersByRoute.forEach((route, found) -> {
            if (route.equals("connector-poll-email") || route.startsWith("connector-email-")) {
                seen.addAll(found);
            }
        });
        assertThat(watch.headersByRoute).containsKeys("connector-email-source", "connector-email-sink", "connector-poll-email");
        // one is set by the last step of all, when the mail is gone; the other by marshal
        assertThat(seen).isSubsetOf("CamelMailMessageId", "Content-Type");
        // what is sent to the route of notes from outside is gone in the kamelet's first step
        assertThat(watch.marked).containsExactly("connector-write-email");
        assertThat(camel.getEndpoints()).anyMatch(endpoint -> endpoint.getEndpointUri().startsWith("smtp:"))
            .noneMatch(endpoint -> endpoint.getEndpointUri().contains(Mailroom.PASSWORD) || endpoint.getEndpointUri().contains(MARK));
    }

    @Test
    void aThreadThatIsNotKnownIsRefusedForGood() {
        assertThatThrownBy(() -> send(note("01900000-0000-7000-8000-00000000000b", "never@example.com", "x", "8a1b2c3d", false, false, null)))
            .rootCause().isInstanceOf(NotRetryable.class).hasMessageContaining("knows no such thread");
    }

    /** @return our id of the ticket */
    private String arrived(String message, String externalId) {
        room.deliver(message);
        await().atMost(PATIENCE).until(() -> jdbc.sql("SELECT id::text FROM ticket WHERE external_id = ?").param(externalId).query(String.class).optional().isPresent());
        return jdbc.sql("SELECT id::text FROM ticket WHERE external_id = ?").param(externalId).query(String.class).single();
    }

    private String description(String externalId) {
        return jdbc.sql("SELECT coalesce(body ->> 'description', '') FROM ticket WHERE external_id = ?").param(externalId).query(String.class).optional().orElse("");
    }

    private String status(String externalId) {
        return jdbc.sql("SELECT status FROM ticket WHERE external_id = ?").param(externalId).query(String.class).single();
    }

    private WriteBack note(String ticket, String externalId, String text, String marker, boolean internal, boolean unsure, TicketStatus status) {
        return new WriteBack("01900000-0000-7000-8000-%012d".formatted(COUNT.incrementAndGet()), "decision:" + marker, ticket, "default", "email", externalId, null,
            text + "\n\n[serai:" + marker + "]", "[serai:" + marker + "]", status, internal, unsure);
    }

    private void send(WriteBack note) {
        template.sendBody("direct:connector-write-email", note);
    }
}
