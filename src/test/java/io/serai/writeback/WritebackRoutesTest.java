package io.serai.writeback;

import static io.serai.testing.Analyses.analysis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.action.Actions;
import io.serai.audit.AuditTrail;
import io.serai.decision.Decision;
import io.serai.decision.Path;
import io.serai.remediation.Execution;
import io.serai.testing.Analyses;
import io.serai.testing.Catalogue;
import io.serai.testing.Decisions;
import io.serai.testing.Executions;
import io.serai.testing.Tickets;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** From a decision or an execution through the queue to the source, on a real PostgreSQL; the source is a list. */
@CamelSpringBootTest
@Import(WritebackRoutesTest.Beans.class)
@DirtiesContext
@SpringBootTest(properties = {
    "camel.main.routes-include-pattern=file:routes/writeback-*.camel.yaml,file:routes/work-record-failure.camel.yaml,"
        + "file:routes/remediation-call-action.camel.yaml,file:routes/remediation-ask-action.camel.yaml,file:routes/policy-return-to-queue.camel.yaml,classpath:routes/test-take-note.camel.yaml",
    "spring.main.allow-bean-definition-overriding=true",
    "serai.work.poll=50ms",
    "serai.work.stages.write-back.backoff=50ms,50ms"})
class WritebackRoutesTest {

    /** The source: takes a note, then does what the test says. */
    static class TakeNote {
        final Queue<WriteBack> taken = new ConcurrentLinkedQueue<>();
        volatile Consumer<WriteBack> then = note -> { };

        public String take(WriteBack note) {
            taken.add(note);
            then.accept(note);
            return "{\"answer\":\"of the source\"}";
        }
    }

    static class Writers {
        public String writer(WriteBack note) {
            return "direct:test-take-note";
        }
    }

    @TestConfiguration
    static class Beans {
        @Bean
        TakeNote takeNote() {
            return new TakeNote();
        }

        @Bean("writerOf")
        Writers writers() {
            return new Writers();
        }

        @Bean
        @Primary
        NoteTargets targets() {
            return connector -> connector.equals("servicenow");
        }

        @Bean
        @Primary
        StoredTickets storedTickets() {
            return new StoredTickets();
        }

        @Bean
        @Primary
        Actions catalogue() {
            return new Catalogue();
        }
    }

    @Autowired ProducerTemplate template;
    @Autowired TakeNote source;
    @Autowired StoredTickets tickets;
    @Autowired WriteBackHistory history;
    @Autowired AuditTrail audit;
    @Autowired JdbcClient jdbc;

    @BeforeEach
    void reset() {
        settle();
        source.taken.clear();
        source.then = note -> { };
        tickets.openings.set(1);
        tickets.settled.clear();
    }

    @Test
    void aDecisionReachesTheSourceOnce() {
        Decision decision = Decisions.resolve();
        WriteBack reported = report(decision);
        settle();
        assertThat(source.taken).singleElement().isEqualTo(reported);
        assertThat(reported.key()).isEqualTo("decision:" + decision.id());
        assertThat(reported.status()).isEqualTo(TicketStatus.RESOLVED);
        assertThat(reported.internal()).isFalse();
        assertThat(reported.unsure()).isFalse();
        assertThat(reported.note()).contains("What to do:").endsWith(reported.marker());
        assertThat(shown(decision)).singleElement().satisfies(row -> {
            assertThat(row.state()).isEqualTo("SENT");
            assertThat(row.attempts()).isEqualTo(1);
            assertThat(row.sentAt()).isNotNull();
        });
        assertThat(audit.of(decision.analysis().ticket().id())).extracting(row -> row.get("what")).containsExactly("note-sent");
    }

    @Test
    void aReportDeliveredTwiceIsOneNote() {
        Decision decision = Decisions.escalate();
        report(decision);
        settle();
        WriteBack again = report(decision);
        settle();
        assertThat(source.taken).hasSize(1);
        assertThat(shown(decision)).singleElement().extracting(WriteBackHistory.Shown::id).isEqualTo(again.id());
    }

    @Test
    void afterAnUnclearAnswerTheNextAttemptIsUnsure() {
        AtomicInteger calls = new AtomicInteger();
        source.then = note -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("connection reset after the request was sent");
            }
        };
        Decision decision = Decisions.followUp();
        report(decision);
        settle();
        assertThat(source.taken).extracting(WriteBack::unsure).containsExactly(false, true);
        assertThat(source.taken).extracting(WriteBack::marker).containsOnly(Note.marker("decision:" + decision.id()));
        assertThat(shown(decision)).singleElement().satisfies(row -> {
            assertThat(row.state()).isEqualTo("SENT");
            assertThat(row.attempts()).isEqualTo(2);
        });
    }

    @Test
    void aNoteFoundBeingSentAfterACrashIsSentUnsure() {
        source.then = note -> {
            throw new IllegalStateException("killed here");
        };
        Decision decision = Decisions.clarify();
        WriteBack reported = report(decision);
        settle();
        assertThat(shown(decision)).singleElement().extracting(WriteBackHistory.Shown::state).isEqualTo("FAILED");
        assertThat(source.taken).extracting(WriteBack::unsure).containsExactly(false, true, true);

        source.then = note -> { };
        template.sendBody("direct:test-queue-note", reported);
        settle();
        assertThat(source.taken).hasSize(4).last().extracting(WriteBack::unsure).isEqualTo(true);
        assertThat(shown(decision)).singleElement().extracting(WriteBackHistory.Shown::state).isEqualTo("SENT");
    }

    @Test
    void whatWasSentIsNotSentAgainHoweverOftenItIsQueued() {
        WriteBack reported = report(Decisions.resolve());
        settle();
        template.sendBody("direct:test-queue-note", reported);
        settle();
        assertThat(source.taken).hasSize(1);
    }

    @Test
    void aTicketFiledHereGetsItsStatusHere() {
        Decision decision = Decisions.of(Path.RESOLVE, null, analysis().ticket(Tickets.ticket().connector("manual").build()).build(), "because");
        report(decision);
        settle();
        assertThat(source.taken).isEmpty();
        assertThat(tickets.settled).containsExactly(decision.analysis().ticket().id() + " resolved");
        assertThat(shown(decision)).singleElement().satisfies(row -> {
            assertThat(row.state()).isEqualTo("SKIPPED");
            assertThat(row.reason()).startsWith("the ticket was filed here");
        });
    }

    @Test
    void aSourceThatTakesNoNotesIsSkippedWithTheReason() {
        Decision decision = Decisions.of(Path.RESOLVE, null, analysis().ticket(Tickets.ticket().connector("mute").build()).build(), "because");
        report(decision);
        settle();
        assertThat(source.taken).isEmpty();
        assertThat(shown(decision)).singleElement().satisfies(row -> {
            assertThat(row.state()).isEqualTo("SKIPPED");
            assertThat(row.reason()).isEqualTo("connector mute takes no notes");
        });
        assertThat(audit.of(decision.analysis().ticket().id())).extracting(row -> row.get("what")).containsExactly("note-skipped");
    }

    @Test
    void aTicketThatIsClosedIsToldNothing() {
        Decision decision = Decisions.of(Path.LEAVE, null, analysis().ticket(Tickets.ticket().status(TicketStatus.CLOSED).build()).build(), "closed");
        report(decision);
        settle();
        assertThat(source.taken).isEmpty();
        assertThat(shown(decision)).singleElement().extracting(WriteBackHistory.Shown::reason).isEqualTo("the ticket is closed already");
    }

    @Test
    void theSameIsNotSaidTwiceInARowUnlessTheTicketCameBack() {
        Ticket ticket = Tickets.open();
        report(Decisions.of(Path.RESOLVE, null, analysis().ticket(ticket).build(), "because"));
        report(Decisions.of(Path.RESOLVE, null, analysis().ticket(ticket).build(), "because"));
        settle();
        assertThat(source.taken).hasSize(1);
        assertThat(history.of(ticket.id())).hasSize(2).last().extracting("reason").isEqualTo("the ticket has the same note already");
        report(Decisions.of(Path.RESOLVE, null, analysis().ticket(ticket).build(), "because of something else"));
        tickets.openings.set(2);
        report(Decisions.of(Path.RESOLVE, null, analysis().ticket(ticket).build(), "because of something else"));
        settle();
        assertThat(source.taken).hasSize(3);
    }

    @Test
    void anOutcomeReachesTheSourceAndSetsTheStatus() {
        Decision decision = Decisions.of(Path.REMEDIATE, null, Analyses.proposingARestart(), "because");
        Ticket ticket = Tickets.ticket().id(decision.analysis().ticket().id()).label("sys_id", "9d385017c611228701d22104cc95c371").build();
        tickets.tickets.add(ticket);
        Execution execution = Executions.of(decision, Execution.State.SUCCEEDED, "verified");
        template.sendBody("direct:writeback-report-execution", execution);
        template.sendBody("direct:writeback-report-execution", execution);
        settle();
        assertThat(source.taken).singleElement().satisfies(note -> {
            assertThat(note.key()).isEqualTo("execution:" + execution.id() + ":succeeded");
            assertThat(note.status()).isEqualTo(TicketStatus.RESOLVED);
            assertThat(note.internal()).isTrue();
            assertThat(note.externalRef()).isEqualTo("9d385017c611228701d22104cc95c371");
        });
    }

    @Test
    void anUnknownOutcomeAndWhatAPersonFindsLaterAreTwoNotes() {
        Decision decision = Decisions.remediate();
        tickets.tickets.add(decision.analysis().ticket());
        Execution execution = Executions.of(decision, Execution.State.UNKNOWN, "no answer");
        template.sendBody("direct:writeback-report-execution", execution);
        template.sendBody("direct:writeback-report-execution", new Execution(execution.id(), execution.decisionId(), execution.ticketId(),
            execution.action(), execution.parameters(), Execution.State.FAILED, "jane found it undone", execution.requestedAt(), null, null));
        settle();
        assertThat(source.taken).extracting(WriteBack::status).containsExactly(null, null);
    }

    @Test
    void anOutcomeOfATicketOutsideIsAnError() {
        Execution execution = Executions.of(Decisions.remediate(), Execution.State.FAILED, null);
        assertThatThrownBy(() -> template.sendBody("direct:writeback-report-execution", execution)).rootCause().hasMessageContaining("is not stored");
    }

    private WriteBack report(Decision decision) {
        return template.requestBody("direct:writeback-report-decision", decision, WriteBack.class);
    }

    private List<WriteBackHistory.Shown> shown(Decision decision) {
        return history.of(decision.analysis().ticket().id()).stream().map(WriteBackHistory.Shown.class::cast).toList();
    }

    private void settle() {
        await().until(() -> jdbc.sql("SELECT count(*) FROM work_item").query(Long.class).single(), n -> n == 0);
    }
}
