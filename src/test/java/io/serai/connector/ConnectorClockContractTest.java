package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.simulator.Capability;
import io.serai.simulator.ConnectedSystem;
import io.serai.simulator.Report;
import io.serai.ticket.TicketStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TRUST R12, over every connector that polls: a clock that is off, there or here, loses nothing and doubles nothing. */
class ConnectorClockContractTest extends ContractSuite {

    @ParameterizedTest
    @MethodSource("vendors")
    void aClockThereThatIsAnHourOffLosesNothing(ConnectedSystem vendor) {
        for (Duration skew : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
            with(vendor, Capability.POLL);
            vendor.skew(skew);
            String before = vendor.open(Report.of("It was there before"), vendor.now().minusSeconds(5));
            poll(vendor);
            String after = vendor.open(Report.of("It came after"));
            poll(vendor);
            String last = vendor.open(Report.of("It came last"), vendor.now().plusSeconds(1));
            poll(vendor);
            arrivedOnce(vendor, List.of(before, after, last));
            if (vendor.can(Capability.TIMES)) {
                assertThat(reached(vendor)).as("the cursor does not run ahead").isBeforeOrEqualTo(Instant.now());
            }
            vendor.skew(Duration.ZERO);
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void aClockHereThatIsPutForwardOrBackLosesNothing(ConnectedSystem vendor) {
        with(vendor, Capability.POLL);
        List<String> ids = new ArrayList<>();
        ids.add(vendor.open(Report.of("Before the clock is touched")));
        poll(vendor);
        for (Duration shift : List.of(Duration.ofMinutes(5), Duration.ofMinutes(-5), Duration.ofHours(24), Duration.ofHours(-24), Duration.ofHours(-1))) {
            ids.add(vendor.open(Report.of("Just before " + shift)));
            clock.shift(shift);
            poll(vendor);
            ids.add(vendor.open(Report.of("While it is " + shift)));
            poll(vendor);
            ids.add(vendor.open(Report.of("Just before it is right again")));
            clock.shift(Duration.ZERO);
            poll(vendor);
            ids.add(vendor.open(Report.of("While it is right again")));
            poll(vendor);
            assertThat(state(vendor).lastError()).as("at %s", shift).isNull();
        }
        arrivedOnce(vendor, ids);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void whatChangesWhileTheClockHereIsADayAheadIsNotOlderThanWhatChangesAfterwards(ConnectedSystem vendor) {
        with(vendor, Capability.POLL, Capability.STATES);
        String id = vendor.open(Report.of("It will be over"), vendor.now().minusSeconds(30));
        clock.shift(Duration.ofHours(24));
        poll(vendor);
        clock.shift(Duration.ZERO);
        vendor.resolve(id, vendor.now());
        poll(vendor);
        assertThat(ticket(vendor, id).status()).isIn(TicketStatus.RESOLVED, TicketStatus.CLOSED);
    }

    private Instant reached(ConnectedSystem vendor) {
        return jdbc.sql("SELECT reached_at FROM connector_cursor WHERE connector = ?").param(vendor.name())
            .query((row, n) -> row.getTimestamp(1).toInstant()).single();
    }
}
