package io.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * TRUST R12 with libfaketime: the clock under the database, by which leases are given, is put forward and back while the hub receives, processes and acts.
 * The hub's own clock is put forward and back by {@code ConnectorClockContractTest} and others, by a clock that is injected: a JVM under libfaketime takes
 * minutes to start, as its threads' processor time is shifted, too. Left out where the library is not installed (Debian: {@code faketime}).
 */
class ClockIT {

    /** How far off the true time it is, one step after the other; in the end it is right again. */
    private static final List<Duration> OFFSETS = List.of(Duration.ofMinutes(5), Duration.ofMinutes(-5), Duration.ofHours(24), Duration.ofHours(-24),
        Duration.ofHours(-1), Duration.ZERO);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final int EVENTS = 100;

    @Test
    void r12TheClockOfTheDatabaseStepsAndNothingIsLostOrDoneTwice(@TempDir Path home, @TempDir Path folder) throws Exception {
        Optional<Path> libfaketime = ShiftedPostgres.libfaketime();
        assumeTrue(libfaketime.isPresent(), "libfaketime is not installed");
        try (ShiftedPostgres postgres = new ShiftedPostgres(folder, libfaketime.get()); OperationsStub operations = new OperationsStub()) {
            HubLoad load = new HubLoad(operations);
            HubProcess hub = load.hub(home, LEASE,
                List.of("--SERAI_DATABASE_URL=" + postgres.url(), "--SERAI_DATABASE_USERNAME=postgres", "--SERAI_DATABASE_PASSWORD="));
            hub.start();
            try {
                for (Duration offset : OFFSETS) {
                    load.send();
                    load.awaitMore(EVENTS);
                    postgres.shift(offset);
                    load.awaitMore(EVENTS);
                    load.stop();
                }
                load.drain(Duration.ofSeconds(180));
                System.out.printf("clock: steps=%s %s executions=%s%n", OFFSETS, load, load.executions());
                load.check(OFFSETS.size());
                assertThat(trails(postgres)).isNotEmpty().allSatisfy((ticket, trail) -> {
                    assertThat(trail).as("in the order of numbers, whatever the time").startsWith("analysis-made").containsSubsequence("analysis-made", "decision-made");
                    if (trail.contains("execution-succeeded")) {
                        assertThat(trail).containsSubsequence("decision-made", "execution-approved", "execution-calling", "execution-verifying", "execution-succeeded");
                    }
                });
            } finally {
                hub.stop();
            }
        }
    }

    /** What the audit trail says of each ticket, in the order of its numbers. */
    private static Map<String, List<String>> trails(ShiftedPostgres postgres) throws SQLException {
        Map<String, List<String>> trails = new HashMap<>();
        try (Connection connection = postgres.connect(); Statement statement = connection.createStatement();
             ResultSet rows = statement.executeQuery("SELECT ticket_id::text, what FROM audit WHERE ticket_id IS NOT NULL ORDER BY id")) {
            while (rows.next()) {
                trails.computeIfAbsent(rows.getString(1), ticket -> new ArrayList<>()).add(rows.getString(2));
            }
        }
        return trails;
    }
}
