package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.decision.Path;
import io.serai.simulator.Capability;
import io.serai.simulator.ConnectedSystem;
import io.serai.simulator.Fault;
import io.serai.simulator.Report;
import io.serai.testing.Analyses;
import io.serai.testing.Decisions;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every connector that takes notes: a note arrives once and only once, and what it changes there is no news here. */
class ConnectorNoteContractTest extends ContractSuite {

    private static final String NOTE = "Restarted nginx on web-07.\n\"Quoted\", ${body}, {{env:PATH}} and !x.png! stay text. " + MARKER;
    private static final String OTHER = "It is well again. [serai:9f8e7d6c]";

    static Stream<Arguments> losses() {
        return vendors().flatMap(vendor -> Stream.of(Fault.ANSWER_LOST, Fault.ANSWER_LATE, Fault.CONNECTION_CUT)
            .map(fault -> Arguments.of(vendor, Named.of(fault.name(), fault))));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void aNoteArrivesOnceAndOneThatMayHaveArrivedIsLookedForFirst(ConnectedSystem vendor) {
        with(vendor, Capability.NOTE);
        String id = vendor.open(Report.of("It takes a note"));
        String other = vendor.open(Report.of("It takes another"));
        known(vendor);
        write(vendor, id, false, null);
        assertThat(vendor.notes(id)).containsExactly(NOTE);
        write(vendor, id, true, null);
        assertThat(vendor.notes(id)).containsExactly(NOTE);
        write(vendor, other, true, null, OTHER);
        assertThat(vendor.notes(other)).containsExactly(OTHER);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aNoteWhoseAnswerIsLostAfterTheEffectIsWrittenOnce(ConnectedSystem vendor, Fault fault) {
        with(vendor, Capability.NOTE, Capability.POLL);
        String id = vendor.open(Report.of("It takes a note and says nothing"), vendor.now().minusSeconds(30));
        poll(vendor);
        vendor.failWriting(fault);
        Ticket ticket = ticket(vendor, id);
        template.sendBody("direct:writeback-report-decision",
            Decisions.of(Path.ESCALATE, "server-operations", Analyses.analysis().ticket(ticket).build(), "it is a test"));
        await().atMost(PATIENCE).until(() -> jdbc.sql("SELECT state FROM write_back WHERE ticket_id = ?::uuid").param(ticket.id()).query(String.class).single(), "SENT"::equals);
        assertThat(jdbc.sql("SELECT attempts FROM write_back WHERE ticket_id = ?::uuid").param(ticket.id()).query(Integer.class).single()).isGreaterThan(1);
        assertThat(vendor.notes(id)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void whatOurOwnNoteChangesThereIsNoNews(ConnectedSystem vendor) {
        with(vendor, Capability.NOTE, Capability.POLL);
        String id = vendor.open(Report.of("It takes a note and echoes"), vendor.now().minusSeconds(30));
        poll(vendor);
        write(vendor, id, false, null);
        poll(vendor);
        poll(vendor);
        List<String> outcomes = outcomes(vendor).get(id);
        assertThat(news(outcomes)).as("of %s", outcomes).isEqualTo(1);
        assertThat(ticket(vendor, id).status()).isIn(TicketStatus.OPEN, TicketStatus.IN_PROGRESS);
        if (vendor.can(Capability.AUTHOR)) {
            assertThat(ticket(vendor, id).label(Ticket.OWN_UPDATE)).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void aNoteResolvesWhereTheFileAllowsItAndOnlyThen(ConnectedSystem vendor) {
        with(vendor, Capability.NOTE, Capability.STATUS, Capability.POLL);
        String id = vendor.open(Report.of("It will be resolved"), vendor.now().minusSeconds(30));
        String other = vendor.open(Report.of("It will not"), vendor.now().minusSeconds(30));
        String open = vendor.status(other);
        poll(vendor);
        write(vendor, id, false, TicketStatus.RESOLVED);
        write(vendor, other, false, null);
        assertThat(vendor.status(id)).isNotEqualTo(open);
        assertThat(vendor.status(other)).isEqualTo(open);
        assertThat(vendor.notes(id)).hasSize(1);
        poll(vendor);
        assertThat(ticket(vendor, id).status().isFinal()).isTrue();
        assertThat(news(outcomes(vendor).get(id))).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void refusalsAndFailuresAreWaitedForAndNothingIsWrittenTwice(ConnectedSystem vendor) {
        with(vendor, Capability.NOTE);
        String id = vendor.open(Report.of("It takes a note at last"));
        known(vendor);
        vendor.failSome(3);
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            write(vendor, id, true, null);
            return true;
        });
        assertThat(vendor.notes(id)).containsExactly(NOTE);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void anIdThatCannotBeOneIsRefusedAndNeverBecomesAnAddress(ConnectedSystem vendor) {
        with(vendor, Capability.NOTE);
        for (String id : List.of("1/../2", "1?x=y", "1 OR 1=1", "1\r\nX: y", "../../admin")) {
            Throwable refusal = Assertions.catchThrowable(() -> write(vendor, id, false, null));
            if (refusal != null) {
                assertThat(refusal).hasStackTraceContaining("no ");
            }
            assertThat(vendor.addresses()).as("an id is only data").noneMatch(address -> address.contains(id) || address.contains("..") || address.contains("admin"));
        }
    }

    /** A system that is only answered is answered in what the hub has got from it. */
    private void known(ConnectedSystem vendor) {
        if (vendor.can(Capability.POLL)) {
            poll(vendor);
        }
    }

    private void write(ConnectedSystem vendor, String id, boolean unsure, TicketStatus status) {
        write(vendor, id, unsure, status, NOTE);
    }
}
