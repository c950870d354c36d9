package io.serai.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.serai.testing.TestDatabase;
import io.serai.testing.Tickets;
import io.serai.ticket.TicketReceipt.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class UpsertTicketTest {

    private static final ObjectMapper JSON = JsonMapper.builder().findAndAddModules().build();
    private static TicketStore store;
    private static UpsertTicket upsert;

    @BeforeAll
    static void start() {
        DataSource source = TestDatabase.migrated();
        store = new TicketStore(new JdbcTemplate(source), JSON);
        upsert = new UpsertTicket(store, new TransactionTemplate(new JdbcTransactionManager(source)), Clock.systemUTC(), new SimpleMeterRegistry());
    }

    @Test
    void aNewTicketIsToBeAnalysed() {
        TicketReceipt receipt = upsert.upsert(update("n-1", 0, TicketStatus.OPEN, "a"));
        assertThat(receipt.outcome()).isEqualTo(Outcome.CREATED);
        assertThat(receipt.needsAnalysis()).isTrue();
        assertThat(store.find(receipt.ticket().id())).contains(receipt.ticket());
    }

    @Test
    void anOlderUpdateNeverOverwritesANewerOne() {
        String id = upsert.upsert(update("o-1", 60, TicketStatus.OPEN, "newer")).ticket().id();
        assertThat(upsert.upsert(update("o-1", 30, TicketStatus.OPEN, "older")).outcome()).isEqualTo(Outcome.STALE);
        assertThat(store.find(id).orElseThrow().title()).isEqualTo("newer");
    }

    @Test
    void aRecoveryClosesWhatItOpenedAndALateTriggerDoesNotReopenIt() {
        upsert.upsert(update("r-1", 0, TicketStatus.OPEN, "down"));
        TicketReceipt closed = upsert.upsert(update("r-1", 60, TicketStatus.RESOLVED, "down"));
        assertThat(closed.outcome()).isEqualTo(Outcome.CLOSED);
        assertThat(closed.needsAnalysis()).isFalse();
        assertThat(upsert.upsert(update("r-1", 30, TicketStatus.OPEN, "down again")).outcome()).isEqualTo(Outcome.STALE);
        assertThat(upsert.upsert(update("r-1", 60, TicketStatus.OPEN, "same second")).outcome()).isEqualTo(Outcome.STALE);
        assertThat(store.find(closed.ticket().id()).orElseThrow().status()).isEqualTo(TicketStatus.RESOLVED);
    }

    @Test
    void aNewerTriggerReopensItAndCounts() {
        String id = upsert.upsert(update("p-1", 0, TicketStatus.OPEN, "down")).ticket().id();
        upsert.upsert(update("p-1", 60, TicketStatus.RESOLVED, "down"));
        TicketReceipt back = upsert.upsert(update("p-1", 90, TicketStatus.OPEN, "down"));
        assertThat(back.outcome()).isEqualTo(Outcome.REOPENED);
        assertThat(back.needsAnalysis()).isTrue();
        assertThat(store.openings(id)).isEqualTo(2);
    }

    @Test
    void whatChangesNothingThatMattersIsNotAnalysedAgain() {
        upsert.upsert(update("e-1", 0, TicketStatus.OPEN, "slow"));
        TicketReceipt echo = upsert.upsert(update("e-1", 5, TicketStatus.IN_PROGRESS, "slow"));
        assertThat(echo.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(echo.needsAnalysis()).isFalse();
        assertThat(echo.ticket().status()).isEqualTo(TicketStatus.IN_PROGRESS);
    }

    @Test
    void whatTheHubChangedInTheSourceIsStoredAndNotAnalysedAgain() {
        upsert.upsert(update("w-1", 0, TicketStatus.OPEN, "slow"));
        Instant at = Tickets.OPENED.plusSeconds(5);
        TicketReceipt echo = upsert.upsert(Tickets.ticket().id(null).externalId("w-1").status(TicketStatus.OPEN).title("slow, says a rule of the source")
            .label(Ticket.OWN_UPDATE, "true").createdAt(Tickets.OPENED).updatedAt(at).build());
        assertThat(echo.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(store.find(echo.ticket().id()).orElseThrow().title()).isEqualTo("slow, says a rule of the source");
    }

    /** TRUST R11: any order of arrival ends in the state of the right order, with equal timestamps too. */
    @Test
    void r11TenThousandOrdersEndInTheSameState() {
        Random random = new Random(11);
        for (int round = 0; round < 10_000; round++) {
            List<Ticket> updates = updates("m-" + round, random);
            Ticket inOrder = fold(updates);
            Collections.shuffle(updates, random);
            assertThat(fold(updates)).isEqualTo(inOrder);
        }
    }

    @Test
    void r11TheDatabaseAgreesWithThePureFunction() {
        Random random = new Random(12);
        for (int round = 0; round < 40; round++) {
            List<Ticket> updates = updates("d-" + round, random);
            Ticket expected = fold(updates);
            Collections.shuffle(updates, random);
            String id = updates.stream().map(upsert::upsert).map(receipt -> receipt.ticket().id()).distinct()
                .reduce((a, b) -> a + " and " + b).orElseThrow();
            assertThat(store.find(UUID.fromString(id).toString()).orElseThrow()).isEqualTo(expected.withId(id));
        }
    }

    private static Ticket fold(List<Ticket> updates) {
        return updates.stream().reduce((stored, fresh) -> UpsertTicket.merge(stored, fresh).ticket()).orElseThrow().withId(null);
    }

    private static List<Ticket> updates(String externalId, Random random) {
        List<Ticket> updates = new ArrayList<>();
        int count = 2 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            TicketStatus status = TicketStatus.values()[random.nextInt(TicketStatus.values().length)];
            Instant at = Tickets.OPENED.plusSeconds(random.nextInt(4));
            updates.add(Tickets.ticket().id(null).externalId(externalId).status(status).title("title " + random.nextInt(3))
                .assignee("agent " + random.nextInt(2)).createdAt(at.minusSeconds(random.nextInt(3))).updatedAt(at).build());
        }
        return updates;
    }

    private static Ticket update(String externalId, int seconds, TicketStatus status, String title) {
        Instant at = Tickets.OPENED.plusSeconds(seconds);
        return Tickets.ticket().id(null).externalId(externalId).status(status).title(title).createdAt(at).updatedAt(at).build();
    }
}
