package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;

import io.serai.simulator.Capability;
import io.serai.simulator.ConnectedSystem;
import io.serai.simulator.Report;
import io.serai.testing.Crashes;
import io.serai.ticket.Priority;
import io.serai.ticket.TicketStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every connector that polls: nothing is lost and nothing is doubled. */
class ConnectorPollContractTest extends ContractSuite {

    /** The beans that store a page of a poll, or what a feed hands over. */
    private static final List<String> STORING = List.of("storeRecords", "storeFed");
    /** More would keep a poll busy that asks again until there is nothing new. */
    private static final int MANY = 8;
    /** The beans that tell a feed's source, or keep, what is done with. */
    private static final List<String> SETTLING = List.of("commitTopic", "keepPlace");

    @ParameterizedTest
    @MethodSource("vendors")
    void theFirstSyncBringsWhatChangedLately(ConnectedSystem vendor) {
        with(vendor, Capability.POLL);
        String older = vendor.open(new Report("It is slow", "Since noon.", 2, "Ida Brunner", "ida@example.com", "web-07", null), vendor.now().minus(Duration.ofHours(1)));
        String newest = vendor.open(Report.of("It is down"));
        poll(vendor);
        arrivedOnce(vendor, List.of(older, newest));
        assertThat(ticket(vendor, older)).satisfies(ticket -> {
            assertThat(ticket.title()).isEqualTo("It is slow");
            assertThat(ticket.status()).isEqualTo(TicketStatus.OPEN);
            assertThat(ticket.priority()).isEqualTo(Priority.HIGH);
        });
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void aLaterSyncBringsWhatIsNewAndWhatChanged(ConnectedSystem vendor) {
        with(vendor, Capability.POLL);
        List<String> first = open(vendor, 3, vendor.now().minusSeconds(30));
        poll(vendor);
        String later = vendor.open(Report.of("It came later"));
        vendor.change(first.get(1), vendor.now());
        poll(vendor);
        poll(vendor);
        arrivedOnce(vendor, List.of(first.get(0), first.get(2), later));
        if (vendor.can(Capability.POLL_CHANGES)) {
            takenOn(vendor, first.get(1));
        }
        assertThat(news(outcomes(vendor).get(first.get(1)))).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void threePagesOfOneTimeComeOnceEach(ConnectedSystem vendor) {
        with(vendor, Capability.POLL, Capability.PAGES);
        List<String> ids = open(vendor, threePages(vendor), vendor.now().minusSeconds(300));
        poll(vendor);
        poll(vendor);
        arrivedOnce(vendor, ids);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void recordsThatMoveWhilePagesAreReadHideNoOthers(ConnectedSystem vendor) {
        with(vendor, Capability.POLL, Capability.PAGES, Capability.LIST, Capability.POLL_CHANGES);
        List<String> ids = open(vendor, threePages(vendor), vendor.now().minusSeconds(600));
        List<String> moved = ids.subList(0, vendor.pageSize() / 2);
        Iterator<String> next = moved.iterator();
        vendor.betweenPages(() -> {
            for (int i = 0; i < 2 && next.hasNext(); i++) {
                vendor.change(next.next(), vendor.now());
            }
        });
        poll(vendor);
        vendor.betweenPages(() -> { });
        poll(vendor);
        assertThat(outcomes(vendor).keySet()).containsAll(ids);
        assertThat(moved.subList(0, 2)).allSatisfy(id -> takenOn(vendor, id));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void recordsThatAreOpenedWhilePagesAreReadComeToo(ConnectedSystem vendor) {
        with(vendor, Capability.POLL, Capability.PAGES, Capability.LIST);
        List<String> ids = open(vendor, threePages(vendor), vendor.now().minusSeconds(600));
        List<String> late = new ArrayList<>();
        vendor.betweenPages(() -> {
            if (late.size() < MANY) {
                late.add(vendor.open(Report.of("It came in between")));
            }
        });
        poll(vendor);
        vendor.betweenPages(() -> { });
        poll(vendor);
        arrivedOnce(vendor, ids);
        arrivedOnce(vendor, late);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void aCrashBetweenTwoPagesLosesNothingAndDoublesNothing(ConnectedSystem vendor) {
        with(vendor, Capability.POLL, Capability.PAGES);
        List<String> ids = open(vendor, threePages(vendor), vendor.now().minusSeconds(300));
        STORING.forEach(bean -> crashes.before(bean, 1));
        pollInVain(vendor);
        assertThat(state(vendor).lastError()).contains(Crashes.WORDS);
        crashes.none();
        poll(vendor);
        poll(vendor);
        arrivedOnce(vendor, ids);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void aCrashBeforeTheCursorMovesLosesNothingAndDoublesNothing(ConnectedSystem vendor) {
        with(vendor, Capability.POLL, Capability.PAGES);
        List<String> ids = open(vendor, threePages(vendor), vendor.now().minusSeconds(300));
        doThrow(new IllegalStateException(Crashes.WORDS)).doCallRealMethod().when(cursors).save(any(), any());
        SETTLING.forEach(bean -> crashes.before(bean, 0));
        pollInVain(vendor);
        assertThat(state(vendor).lastError()).contains(Crashes.WORDS);
        crashes.none();
        poll(vendor);
        poll(vendor);
        arrivedOnce(vendor, ids);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void whatIsOverThereIsOverHere(ConnectedSystem vendor) {
        with(vendor, Capability.POLL, Capability.STATES);
        String id = vendor.open(Report.of("It will be over"), vendor.now().minusSeconds(60));
        poll(vendor);
        vendor.resolve(id, vendor.now());
        poll(vendor);
        assertThat(ticket(vendor, id).status().isFinal()).isTrue();
        assertThat(outcomes(vendor).get(id)).contains("closed");
        assertThat(news(outcomes(vendor).get(id))).isEqualTo(1);
    }

    /** Its status says so, or, where records have none, what was said about it. */
    private void takenOn(ConnectedSystem vendor, String id) {
        if (vendor.can(Capability.STATES)) {
            assertThat(ticket(vendor, id).status()).isIn(TicketStatus.IN_PROGRESS, TicketStatus.PENDING);
        } else {
            assertThat(ticket(vendor, id).description()).contains("We look into it.");
        }
    }
}
