package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.doCallRealMethod;
import static org.mockito.Mockito.doThrow;

import io.serai.simulator.Capability;
import io.serai.simulator.Report;
import io.serai.simulator.SimulatedVendor;
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

    @ParameterizedTest
    @MethodSource("vendors")
    void theFirstSyncBringsWhatChangedLately(SimulatedVendor vendor) {
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
    void aLaterSyncBringsWhatIsNewAndWhatChanged(SimulatedVendor vendor) {
        with(vendor, Capability.POLL);
        List<String> first = open(vendor, 3, vendor.now().minusSeconds(30));
        poll(vendor);
        String later = vendor.open(Report.of("It came later"));
        vendor.change(first.get(1), vendor.now());
        poll(vendor);
        poll(vendor);
        arrivedOnce(vendor, List.of(first.get(0), first.get(2), later));
        if (vendor.can(Capability.POLL_CHANGES)) {
            assertThat(ticket(vendor, first.get(1)).status()).isIn(TicketStatus.IN_PROGRESS, TicketStatus.PENDING);
        }
        assertThat(news(outcomes(vendor).get(first.get(1)))).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void threePagesOfOneTimeComeOnceEach(SimulatedVendor vendor) {
        with(vendor, Capability.POLL, Capability.PAGES);
        List<String> ids = open(vendor, threePages(vendor), vendor.now().minusSeconds(300));
        poll(vendor);
        poll(vendor);
        arrivedOnce(vendor, ids);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void recordsThatMoveWhilePagesAreReadHideNoOthers(SimulatedVendor vendor) {
        with(vendor, Capability.POLL, Capability.PAGES, Capability.POLL_CHANGES);
        List<String> ids = open(vendor, threePages(vendor), vendor.now().minusSeconds(600));
        List<String> moved = ids.subList(0, vendor.pageSize() / 2);
        Iterator<String> next = moved.iterator();
        vendor.after(vendor::fetches, () -> {
            for (int i = 0; i < 2 && next.hasNext(); i++) {
                vendor.change(next.next(), vendor.now());
            }
        });
        poll(vendor);
        vendor.after(call -> false, () -> { });
        poll(vendor);
        assertThat(outcomes(vendor).keySet()).containsAll(ids);
        assertThat(moved.subList(0, 2)).allSatisfy(id -> assertThat(ticket(vendor, id).status()).isIn(TicketStatus.IN_PROGRESS, TicketStatus.PENDING));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void recordsThatAreOpenedWhilePagesAreReadComeToo(SimulatedVendor vendor) {
        with(vendor, Capability.POLL, Capability.PAGES);
        List<String> ids = open(vendor, threePages(vendor), vendor.now().minusSeconds(600));
        List<String> late = new ArrayList<>();
        vendor.after(vendor::fetches, () -> late.add(vendor.open(Report.of("It came in between"))));
        poll(vendor);
        vendor.after(call -> false, () -> { });
        poll(vendor);
        arrivedOnce(vendor, ids);
        arrivedOnce(vendor, late);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void aCrashBetweenTwoPagesLosesNothingAndDoublesNothing(SimulatedVendor vendor) {
        with(vendor, Capability.POLL, Capability.PAGES);
        List<String> ids = open(vendor, threePages(vendor), vendor.now().minusSeconds(300));
        doThrow(new IllegalStateException("the process dies")).when(storeRecords).store(argThat(page -> page != null && page.poll().pages() == 1));
        poll(vendor);
        doCallRealMethod().when(storeRecords).store(any());
        assertThat(state(vendor).lastError()).contains("the process dies");
        poll(vendor);
        poll(vendor);
        arrivedOnce(vendor, ids);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void aCrashBeforeTheCursorMovesLosesNothingAndDoublesNothing(SimulatedVendor vendor) {
        with(vendor, Capability.POLL, Capability.PAGES);
        List<String> ids = open(vendor, threePages(vendor), vendor.now().minusSeconds(300));
        doThrow(new IllegalStateException("the process dies")).doCallRealMethod().when(cursors).save(any(), any());
        poll(vendor);
        assertThat(state(vendor).lastError()).contains("the process dies");
        poll(vendor);
        poll(vendor);
        arrivedOnce(vendor, ids);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void whatIsOverThereIsOverHere(SimulatedVendor vendor) {
        with(vendor, Capability.POLL);
        String id = vendor.open(Report.of("It will be over"), vendor.now().minusSeconds(60));
        poll(vendor);
        vendor.resolve(id, vendor.now());
        poll(vendor);
        assertThat(ticket(vendor, id).status().isFinal()).isTrue();
        assertThat(outcomes(vendor).get(id)).contains("closed");
        assertThat(news(outcomes(vendor).get(id))).isEqualTo(1);
    }
}
