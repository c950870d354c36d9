package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.simulator.Call;
import io.serai.simulator.Capability;
import io.serai.simulator.Fault;
import io.serai.simulator.Report;
import io.serai.simulator.SimulatedVendor;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every connector that polls: a source that fails is told of and left alone, and nothing of it is lost. TRUST S30. */
class ConnectorFailureContractTest extends ContractSuite {

    private static final Set<Fault> ANSWERS = EnumSet.complementOf(EnumSet.of(Fault.TOO_MANY_CALLS, Fault.ANSWER_LOST, Fault.ANSWER_LATE));
    /** A call that is cut off may take its kamelet's timeout, or the deadline of calls, and is not made twice. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    static Stream<Arguments> faults() {
        return vendors().flatMap(vendor -> ANSWERS.stream().map(fault -> Arguments.of(vendor, Named.of(fault.name(), fault))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void anAnswerThatIsNoneIsToldAndStoresNothing(SimulatedVendor vendor, Fault fault) {
        with(vendor, Capability.POLL);
        String id = vendor.open(Report.of("Behind a fault"), vendor.now().minusSeconds(30));
        int before = stored(vendor);
        vendor.faults().only(vendor::fetches).always(fault);
        Instant start = Instant.now();
        poll(vendor);
        assertThat(Duration.between(start, Instant.now())).isLessThan(LONGEST);
        assertThat(state(vendor).lastError()).isNotBlank().doesNotContain("JsonQueryException").doesNotContain("<html");
        assertThat(state(vendor).consecutiveFailures()).isOne();
        assertThat(stored(vendor)).isEqualTo(before);
        assertThat(cursorRows(vendor)).as("the cursor stays").isZero();
        assertThat(vendor.calls()).as("a redirect is not followed").noneMatch(call -> call.path().contains("elsewhere"));

        vendor.faults().calm();
        poll(vendor);
        assertThat(state(vendor).lastError()).isNull();
        arrivedOnce(vendor, List.of(id));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void credentialsThatAreWithdrawnAreToldAndNothingIsLost(SimulatedVendor vendor) {
        with(vendor, Capability.POLL);
        String id = vendor.open(Report.of("Behind a closed door"), vendor.now().minusSeconds(30));
        vendor.revoke(true);
        long before = vendor.counted();
        poll(vendor);
        assertThat(state(vendor).lastError()).containsAnyOf("the credentials are wrong, expired or may not do this", "Not authorized", "re-login");
        assertThat(vendor.counted() - before).as("not tried again and again").isLessThanOrEqualTo(4);
        vendor.revoke(false);
        poll(vendor);
        arrivedOnce(vendor, List.of(id));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void aStormOfRefusalsForTheRateIsWaitedOut(SimulatedVendor vendor) {
        with(vendor, Capability.POLL);
        String id = vendor.open(Report.of("Behind a storm"), vendor.now().minusSeconds(30));
        vendor.faults().always(Fault.TOO_MANY_CALLS);
        long before = vendor.counted();
        poll(vendor);
        assertThat(vendor.counted() - before).isOne();
        // a system that does not say how long is left alone for some part of serai.connector.rate-limit-pause
        assertThat(state(vendor).nextCallAt()).isAfter(Instant.now().plus(vendor.asksToWait().orElse(Duration.ofMillis(400))).minusMillis(300));
        await().pollInterval(Duration.ofMillis(50)).during(Duration.ofMillis(2_600)).until(() -> {
            poll(vendor);
            return true;
        });
        assertThat(vendor.counted() - before).as("few calls, however often it is tried").isBetween(2L, vendor.asksToWait().isPresent() ? 4L : 7L);
        vendor.faults().calm();
        states.of(vendor.name()).breaker().reset();
        await().atMost(PATIENCE).until(() -> states.of(vendor.name()).pause().isEmpty());
        poll(vendor);
        arrivedOnce(vendor, List.of(id));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void refusalsAndFailuresInBetweenLoseNothingAndDoubleNothing(SimulatedVendor vendor) {
        with(vendor, Capability.POLL, Capability.PAGES);
        List<String> ids = open(vendor, threePages(vendor), vendor.now().minusSeconds(300));
        vendor.faults().every(8);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            poll(vendor);
            assertThat(outcomes(vendor).keySet()).containsAll(ids);
        });
        arrivedOnce(vendor, ids);
    }

    /** Where the client cannot make a call twice, the next poll goes on with a new token. */
    @ParameterizedTest
    @MethodSource("vendors")
    void aTokenThatExpiresBetweenTwoPagesIsRenewedOnce(SimulatedVendor vendor) {
        with(vendor, Capability.POLL, Capability.TOKEN, Capability.PAGES);
        List<String> ids = open(vendor, threePages(vendor), vendor.now().minusSeconds(300));
        AtomicInteger pages = new AtomicInteger();
        vendor.after(vendor::fetches, () -> {
            if (pages.incrementAndGet() == 2) {
                vendor.expireTokens();
            }
        });
        long logins = vendor.tokensIssued();
        poll(vendor);
        if (state(vendor).lastError() != null) {
            assertThat(state(vendor).lastError()).contains("HTTP 401");
            poll(vendor);
        }
        assertThat(state(vendor).lastError()).isNull();
        assertThat(vendor.tokensIssued() - logins).isBetween(1L, 2L);
        arrivedOnce(vendor, ids);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void noSecretStandsInAnAddressOrInTheState(SimulatedVendor vendor) {
        with(vendor, Capability.POLL);
        vendor.open(Report.of("Anything"));
        poll(vendor);
        List<String> secrets = vendor.environment().entrySet().stream().filter(entry -> entry.getKey().matches(".*(PASSWORD|TOKEN|SECRET|KEY)$"))
            .map(Map.Entry::getValue).toList();
        assertThat(secrets).isNotEmpty().allSatisfy(secret -> {
            assertThat(vendor.calls()).extracting(Call::path).noneMatch(path -> path.contains(secret));
            assertThat(vendor.calls()).extracting(call -> String.valueOf(call.query())).noneMatch(query -> query.contains(secret));
            assertThat(camel.getEndpoints()).noneMatch(endpoint -> endpoint.getEndpointUri().contains(secret));
        });
    }

    private int cursorRows(SimulatedVendor vendor) {
        return jdbc.sql("SELECT count(*) FROM connector_cursor WHERE connector = ?").param(vendor.name()).query(Integer.class).single();
    }
}
