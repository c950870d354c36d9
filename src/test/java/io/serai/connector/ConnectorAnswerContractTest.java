package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.simulator.Capability;
import io.serai.simulator.ConnectedSystem;
import io.serai.simulator.Report;
import io.serai.simulator.SimulatedVendor;
import io.serai.testing.Crashes;
import io.serai.ticket.Ticket;
import io.serai.writeback.WriteBack;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every connector that tells what people say on its records: an answer in the source continues the conversation about the ticket. */
class ConnectorAnswerContractTest extends ContractSuite {

    private static final String QUESTION = "Which device is it about? " + MARKER;
    private static final String ANSWER = "It is LAP-0042 & it says <error 691>\nsince \"Monday\", ${body}, {{env:PATH}}";

    @Autowired MeterRegistry meters;

    @ParameterizedTest
    @MethodSource("vendors")
    void anAnswerInTheSourceContinuesTheConversation(ConnectedSystem vendor) {
        with(vendor, Capability.COMMENT, Capability.POLL);
        Ticket ticket = known(vendor, "Qwv zyx");
        String id = ticket.source().externalId();
        vendor.say(id, "Jane Doe", "I said this before you asked", true);
        ask(vendor, id);
        String conversation = conversation(ticket, "1 hour");
        vendor.say(id, "An Agent", "Only staff may know this", false);
        vendor.say(id, "Jane Doe", ANSWER, true);
        vendor.say(id, "Jane Doe", "And it smells", true);
        await().atMost(PATIENCE).until(() -> said(conversation).size() >= 2);
        assertThat(said(conversation)).as("what stands below the question, whatever the clocks say").containsExactly(ANSWER, "And it smells");
        assertThat(state(conversation)).isEqualTo("answered");
        assertThat(jdbc.sql("SELECT rounds FROM conversation WHERE id = ?::uuid").param(conversation).query(Integer.class).single()).isEqualTo(1);
        assertThat(jdbc.sql("SELECT count(*) FROM work_item WHERE stage = 'converse' AND ordering_key = ?").param(ticket.id()).query(Integer.class).single())
            .as("it is analysed again").isPositive();
        lookedAtAgain(conversation);
        assertThat(said(conversation)).as("the same comment is one answer").hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void whatIsSaidAfterTheConversationBeganIsAnAnswerAlsoWithoutANoteOfOurs(ConnectedSystem vendor) {
        with(vendor, Capability.COMMENT, Capability.POLL);
        Ticket ticket = known(vendor, "Qwv zyx again");
        String conversation = conversation(ticket, "-10 seconds");
        vendor.say(ticket.source().externalId(), "Jane Doe", ANSWER, true);
        await().atMost(PATIENCE).until(() -> !said(conversation).isEmpty());
        assertThat(said(conversation)).containsExactly(ANSWER);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void whatWeWroteIsNoAnswer(ConnectedSystem vendor) {
        with(vendor, Capability.COMMENT, Capability.NOTE, Capability.POLL);
        Ticket ticket = known(vendor, "Qwv zyx and an echo");
        String conversation = conversation(ticket, "-1 hour");
        ask(vendor, ticket.source().externalId());
        lookedAtAgain(conversation);
        assertThat(said(conversation)).isEmpty();
        assertThat(state(conversation)).isEqualTo("waiting");
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void commentsThatAreRefusedLoseNoTicketAndAreHeardLater(ConnectedSystem vendor) {
        with(vendor, Capability.COMMENT, Capability.POLL, Capability.NETWORK);
        Ticket ticket = known(vendor, "Qwv zyx, refused");
        SimulatedVendor system = (SimulatedVendor) vendor;
        system.forbid(system::asksForComments);
        String conversation = conversation(ticket, "-10 seconds");
        vendor.say(ticket.source().externalId(), "Jane Doe", ANSWER, true);
        await().atMost(PATIENCE).until(() -> missing(conversation) != null);
        String other = vendor.open(Report.of("It comes all the same"));
        poll(vendor);
        assertThat(ticket(vendor, other).title()).isEqualTo("It comes all the same");
        assertThat(said(conversation)).isEmpty();
        vendor.calm();
        await().atMost(PATIENCE).until(() -> {
            states.of(vendor.name()).breaker().reset();
            return !said(conversation).isEmpty();
        });
        assertThat(missing(conversation)).isNull();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void thatCommentsAreToldDoesNotHideThatPollsFail(ConnectedSystem vendor) {
        with(vendor, Capability.COMMENT, Capability.POLL);
        String conversation = conversation(known(vendor, "Qwv zyx, heard"), "-10 seconds");
        vendor.open(Report.of("It cannot be stored"));
        crashes.before("storeRecords", 0);
        pollInVain(vendor);
        double heard = heard(vendor);
        jdbc.sql("UPDATE conversation SET looked_at = NULL WHERE id = ?::uuid").param(conversation).update();
        await().atMost(PATIENCE).until(() -> heard(vendor) >= heard + 2);
        assertThat(state(vendor).lastError()).contains(Crashes.WORDS);
        assertThat(state(vendor).consecutiveFailures()).isEqualTo(1);
    }

    private double heard(ConnectedSystem vendor) {
        return meters.counter("serai.connector.calls", "connector", vendor.name(), "call", "comments", "outcome", "success").count();
    }

    @AfterEach
    void nobodyIsWaitedForAnyMore() {
        crashes.none();
        jdbc.sql("UPDATE conversation SET state = 'closed', due_at = NULL, ended_at = clock_timestamp() WHERE ended_at IS NULL").update();
    }

    private Ticket known(ConnectedSystem vendor, String title) {
        String id = vendor.open(Report.of(title), vendor.now().minusSeconds(30));
        poll(vendor);
        return ticket(vendor, id);
    }

    private void ask(ConnectedSystem vendor, String id) {
        WriteBack note = note(vendor, id, ticket(vendor, id).label("sys_id").orElse(null), false, null, QUESTION);
        template.sendBody("direct:connector-write-" + vendor.name(), new WriteBack(note.id(), note.key(), note.ticketId(), note.tenant(), note.connector(), id,
            note.externalRef(), note.note(), note.marker(), null, false, false));
    }

    /** As if a question had been asked; {@code ahead} is by how much the clock of the database is before the source's. */
    private String conversation(Ticket ticket, String ahead) {
        String id = UUID.randomUUID().toString();
        jdbc.sql("""
            INSERT INTO conversation (id, tenant, ticket_id, kind, state, language, opened_at, asked_at, due_at)
            VALUES (?::uuid, ?, ?::uuid, 'clarify', 'waiting', 'en', clock_timestamp() + ?::interval, clock_timestamp(), clock_timestamp() + interval '1 day')""")
            .params(id, ticket.tenant(), ticket.id(), ahead).update();
        return id;
    }

    private List<String> said(String conversation) {
        return jdbc.sql("SELECT text FROM conversation_message WHERE conversation = ?::uuid AND direction = 'in' AND channel = 'source' ORDER BY position").param(conversation)
            .query(String.class).list();
    }

    private String state(String conversation) {
        return jdbc.sql("SELECT state FROM conversation WHERE id = ?::uuid").param(conversation).query(String.class).single();
    }

    private String missing(String conversation) {
        return jdbc.sql("SELECT coalesce(comments_missing, '') FROM conversation WHERE id = ?::uuid").param(conversation).query(String.class).optional()
            .filter(text -> !text.isEmpty()).orElse(null);
    }

    /** Twice more from now on: the first look may have begun before. */
    private void lookedAtAgain(String conversation) {
        for (int i = 0; i < 2; i++) {
            jdbc.sql("UPDATE conversation SET looked_at = NULL WHERE id = ?::uuid").param(conversation).update();
            await().atMost(PATIENCE).until(() ->
                jdbc.sql("SELECT looked_at IS NOT NULL FROM conversation WHERE id = ?::uuid").param(conversation).query(Boolean.class).single());
        }
    }
}
