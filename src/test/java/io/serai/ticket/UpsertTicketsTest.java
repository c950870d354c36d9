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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class UpsertTicketsTest {

    private static final ObjectMapper JSON = JsonMapper.builder().findAndAddModules().build();
    private static final List<Ticket> COMMENTED = new ArrayList<>();
    private static TicketStore store;
    private static UpsertTickets upsert;

    @BeforeAll
    static void start() {
        DataSource source = TestDatabase.migrated();
        store = new TicketStore(new JdbcTemplate(source), JSON, List.of());
        upsert = new UpsertTickets(store, new TransactionTemplate(new JdbcTransactionManager(source)), List.of(COMMENTED::addAll), Clock.systemUTC(), new SimpleMeterRegistry());
    }

    @Test
    void aNewTicketIsToBeAnalysed() {
        TicketReceipt receipt = upsert(update("n-1", 0, TicketStatus.OPEN, "a"));
        assertThat(receipt.outcome()).isEqualTo(Outcome.CREATED);
        assertThat(receipt.needsAnalysis()).isTrue();
        assertThat(store.find(receipt.ticket().id())).contains(receipt.ticket());
    }

    @Test
    void aCommentIsToldOnceAndCausesNoAnalysisByItself() {
        Function<Integer, Ticket> commented = second -> Tickets.ticket().id(null).externalId("c-1").label(Ticket.COMMENT, "It is LAP-1").label(Ticket.COMMENT_ID, "7")
            .updatedAt(Tickets.OPENED.plusSeconds(second)).build();
        upsert(Tickets.ticket().id(null).externalId("c-1").build());
        COMMENTED.clear();
        assertThat(upsert(commented.apply(10)).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(COMMENTED).singleElement().satisfies(ticket -> assertThat(ticket.label(Ticket.COMMENT)).contains("It is LAP-1"));
        upsert(commented.apply(20));
        upsert(commented.apply(5));
        assertThat(COMMENTED).hasSize(1);
    }

    @Test
    void anOlderUpdateNeverOverwritesANewerOne() {
        String id = upsert(update("o-1", 60, TicketStatus.OPEN, "newer")).ticket().id();
        assertThat(upsert(update("o-1", 30, TicketStatus.OPEN, "older")).outcome()).isEqualTo(Outcome.STALE);
        assertThat(store.find(id).orElseThrow().title()).isEqualTo("newer");
    }

    @Test
    void aRecoveryClosesWhatItOpenedAndALateTriggerDoesNotReopenIt() {
        upsert(update("r-1", 0, TicketStatus.OPEN, "down"));
        TicketReceipt closed = upsert(update("r-1", 60, TicketStatus.RESOLVED, "down"));
        assertThat(closed.outcome()).isEqualTo(Outcome.CLOSED);
        assertThat(closed.needsAnalysis()).isFalse();
        assertThat(upsert(update("r-1", 30, TicketStatus.OPEN, "down again")).outcome()).isEqualTo(Outcome.STALE);
        assertThat(upsert(update("r-1", 60, TicketStatus.OPEN, "same second")).outcome()).isEqualTo(Outcome.STALE);
        assertThat(store.find(closed.ticket().id()).orElseThrow().status()).isEqualTo(TicketStatus.RESOLVED);
    }

    @Test
    void aNewerTriggerReopensItAndCounts() {
        String id = upsert(update("p-1", 0, TicketStatus.OPEN, "down")).ticket().id();
        upsert(update("p-1", 60, TicketStatus.RESOLVED, "down"));
        TicketReceipt back = upsert(update("p-1", 90, TicketStatus.OPEN, "down"));
        assertThat(back.outcome()).isEqualTo(Outcome.REOPENED);
        assertThat(back.needsAnalysis()).isTrue();
        assertThat(store.openings(id)).isEqualTo(2);
    }

    @Test
    void updatesOfTheSameNewTicketsAtOnceAllArrive() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try {
            List<Callable<List<TicketReceipt>>> all = IntStream.range(0, 400).mapToObj(i -> (Callable<List<TicketReceipt>>) () -> upsert.upsert(
                IntStream.range(0, 10).mapToObj(n -> new TicketArrival(update("s-" + i / 8 + "-" + n, i % 8, TicketStatus.OPEN, "slow"), "e")).toList())).toList();
            for (Future<List<TicketReceipt>> one : senders.invokeAll(all)) {
                assertThat(one.get()).hasSize(10);
            }
        } finally {
            senders.shutdownNow();
        }
    }

    @Test
    void whatChangesNothingThatMattersIsNotAnalysedAgain() {
        upsert(update("e-1", 0, TicketStatus.OPEN, "slow"));
        TicketReceipt echo = upsert(update("e-1", 5, TicketStatus.IN_PROGRESS, "slow"));
        assertThat(echo.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(echo.needsAnalysis()).isFalse();
        assertThat(echo.ticket().status()).isEqualTo(TicketStatus.IN_PROGRESS);
    }

    @Test
    void whatTheHubChangedInTheSourceIsStoredAndNotAnalysedAgain() {
        upsert(update("w-1", 0, TicketStatus.OPEN, "slow"));
        Instant at = Tickets.OPENED.plusSeconds(5);
        TicketReceipt echo = upsert(Tickets.ticket().id(null).externalId("w-1").status(TicketStatus.OPEN).title("slow, says a rule of the source")
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
            String id = updates.stream().map(UpsertTicketsTest::upsert).map(receipt -> receipt.ticket().id()).distinct()
                .reduce((a, b) -> a + " and " + b).orElseThrow();
            assertThat(store.find(UUID.fromString(id).toString()).orElseThrow()).isEqualTo(expected.withId(id));
        }
    }

    @Test
    void aTicketIsSettledOnce() {
        String id = upsert(update("s-1", 0, TicketStatus.OPEN, "a question")).ticket().id();
        Instant first = Tickets.OPENED.plusSeconds(60);
        store.settle(id, TicketStatus.RESOLVED, first);
        store.settle(id, TicketStatus.CLOSED, first.plusSeconds(60));
        assertThat(store.find(id)).hasValueSatisfying(ticket -> {
            assertThat(ticket.status()).isEqualTo(TicketStatus.RESOLVED);
            assertThat(ticket.updatedAt()).isEqualTo(first);
        });
    }

    @Test
    void r11ManyAtOnceEndAsOneByOne() {
        Random random = new Random(13);
        for (int round = 0; round < 20; round++) {
            List<List<Ticket>> tickets = IntStream.range(0, 5).mapToObj(i -> updates("b-" + i, random)).toList();
            String tenant = "round-" + round;
            List<TicketArrival> arrivals = new ArrayList<>(tickets.stream().flatMap(List::stream)
                .map(ticket -> new TicketArrival(in(tenant, ticket), "event")).toList());
            Collections.shuffle(arrivals, random);
            int half = arrivals.size() / 2;
            List<TicketReceipt> receipts = new ArrayList<>(upsert.upsert(arrivals.subList(0, half)));
            receipts.addAll(upsert.upsert(arrivals.subList(half, arrivals.size())));

            assertThat(receipts).extracting(receipt -> receipt.ticket().source().externalId())
                .containsExactlyElementsOf(arrivals.stream().map(arrival -> arrival.ticket().source().externalId()).toList());
            for (int i = 0; i < 5; i++) {
                Ticket expected = in(tenant, fold(tickets.get(i)));
                String id = ids(receipts, "b-" + i);
                assertThat(store.find(id)).contains(expected.withId(id));
                long reopened = receipts.stream().filter(r -> r.ticket().id().equals(id) && r.outcome() == Outcome.REOPENED).count();
                assertThat(store.openings(id)).isEqualTo(1 + (int) reopened);
            }
        }
    }

    private static String ids(List<TicketReceipt> receipts, String externalId) {
        return receipts.stream().map(TicketReceipt::ticket).filter(ticket -> ticket.source().externalId().equals(externalId)).map(Ticket::id).distinct()
            .reduce((a, b) -> a + " and " + b).orElseThrow();
    }

    private static Ticket in(String tenant, Ticket t) {
        return new Ticket(t.id(), tenant, t.source(), t.kind(), t.title(), t.description(), t.category(), t.priority(), t.status(), t.requester(), t.assignee(),
            t.affectedSystem(), t.businessImpact(), t.stepsTaken(), t.errorMessages(), t.labels(), t.createdAt(), t.updatedAt(), t.slaDueAt(),
            t.autoRemediation());
    }

    private static TicketReceipt upsert(Ticket ticket) {
        return upsert.upsert(List.of(new TicketArrival(ticket, null))).get(0);
    }

    private static Ticket fold(List<Ticket> updates) {
        return updates.stream().reduce((stored, fresh) -> UpsertTickets.merge(stored, fresh, null).ticket()).orElseThrow().withId(null);
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
