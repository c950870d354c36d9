package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.simulator.Capability;
import io.serai.simulator.ConnectedSystem;
import io.serai.simulator.Fault;
import io.serai.simulator.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every connector that polls: a source that fails is told of and left alone, and nothing of it is lost. TRUST S30. */
class ConnectorFailureContractTest extends ContractSuite {

    /** A call that is cut off may take its kamelet's timeout, or the deadline of calls, and is not made twice. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    static Stream<Arguments> faults() {
        return vendors().flatMap(vendor -> vendor.getPayload().readingFaults().isEmpty() ? Stream.of(Arguments.of(vendor, Named.of("none", null)))
            : vendor.getPayload().readingFaults().stream().map(fault -> Arguments.of(vendor, Named.of(fault.name(), fault))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void anAnswerThatIsNoneIsToldAndStoresNothing(ConnectedSystem vendor, Fault fault) {
        with(vendor, Capability.POLL, Capability.NETWORK);
        String id = vendor.open(Report.of("Behind a fault"), vendor.now().minusSeconds(30));
        int before = stored(vendor);
        vendor.failReading(fault);
        Instant start = Instant.now();
        pollInVain(vendor);
        if (!vendor.can(Capability.FEED)) {
            assertThat(Duration.between(start, Instant.now())).isLessThan(LONGEST);
            assertThat(state(vendor).consecutiveFailures()).isOne();
        }
        assertThat(state(vendor).lastError()).isNotBlank().doesNotContain("JsonQueryException").doesNotContain("<html");
        assertThat(stored(vendor)).isEqualTo(before);
        assertThat(cursorRows(vendor)).as("the cursor stays").isZero();
        assertThat(vendor.addresses()).as("a redirect is not followed").noneMatch(address -> address.contains("elsewhere"));

        vendor.calm();
        poll(vendor);
        assertThat(state(vendor).lastError()).isNull();
        arrivedOnce(vendor, List.of(id));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void credentialsThatAreWithdrawnAreToldAndNothingIsLost(ConnectedSystem vendor) {
        with(vendor, Capability.POLL, Capability.CREDENTIALS);
        String id = vendor.open(Report.of("Behind a closed door"), vendor.now().minusSeconds(30));
        vendor.revoke(true);
        long before = vendor.counted();
        pollInVain(vendor);
        assertThat(state(vendor).lastError()).containsAnyOf("the credentials are wrong", "Not authorized", "re-login", "refuses the log-in");
        if (!vendor.can(Capability.FEED)) {
            assertThat(vendor.counted() - before).as("not tried again and again").isLessThanOrEqualTo(4);
        }
        vendor.revoke(false);
        poll(vendor);
        arrivedOnce(vendor, List.of(id));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void aStormOfRefusalsForTheRateIsWaitedOut(ConnectedSystem vendor) {
        with(vendor, Capability.POLL, Capability.RATE);
        String id = vendor.open(Report.of("Behind a storm"), vendor.now().minusSeconds(30));
        vendor.failReading(Fault.TOO_MANY_CALLS);
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
        vendor.calm();
        states.of(vendor.name()).breaker().reset();
        await().atMost(PATIENCE).until(() -> states.of(vendor.name()).pause().isEmpty());
        poll(vendor);
        arrivedOnce(vendor, List.of(id));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void refusalsAndFailuresInBetweenLoseNothingAndDoubleNothing(ConnectedSystem vendor) {
        with(vendor, Capability.POLL, Capability.PAGES, Capability.NETWORK);
        List<String> ids = open(vendor, threePages(vendor), vendor.now().minusSeconds(300));
        vendor.failSome(8);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            poll(vendor);
            assertThat(outcomes(vendor).keySet()).containsAll(ids);
        });
        arrivedOnce(vendor, ids);
    }

    /** Where the client cannot make a call twice, the next poll goes on with a new token. */
    @ParameterizedTest
    @MethodSource("vendors")
    void aTokenThatExpiresBetweenTwoPagesIsRenewedOnce(ConnectedSystem vendor) {
        with(vendor, Capability.POLL, Capability.TOKEN, Capability.PAGES);
        List<String> ids = open(vendor, threePages(vendor), vendor.now().minusSeconds(300));
        AtomicInteger pages = new AtomicInteger();
        vendor.betweenPages(() -> {
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
    void noSecretStandsInAnAddressOrInTheState(ConnectedSystem vendor) {
        with(vendor, Capability.POLL, Capability.CREDENTIALS);
        vendor.open(Report.of("Anything"));
        poll(vendor);
        List<String> secrets = vendor.environment().entrySet().stream().filter(entry -> entry.getKey().matches(".*(PASSWORD|TOKEN|SECRET|KEY)$"))
            .map(Map.Entry::getValue).toList();
        assertThat(secrets).isNotEmpty().allSatisfy(secret -> {
            assertThat(vendor.addresses()).noneMatch(address -> address.contains(secret));
            assertThat(camel.getEndpoints()).noneMatch(endpoint -> endpoint.getEndpointUri().contains(secret));
        });
    }

    private int cursorRows(ConnectedSystem vendor) {
        return jdbc.sql("SELECT count(*) FROM connector_cursor WHERE connector = ?").param(vendor.name()).query(Integer.class).single();
    }
}
