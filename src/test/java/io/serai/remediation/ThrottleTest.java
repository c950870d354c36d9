package io.serai.remediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.serai.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** TRUST G9, R18, with a window of 2 s in place of 60 s: never over the limit in any window, whoever asks, also over restarts. */
class ThrottleTest {

    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration SEND_WITHIN = WINDOW.dividedBy(20);
    private static final int LIMIT = 20;
    private static final List<HikariDataSource> POOLS = new ArrayList<>();
    private static String url;

    @BeforeAll
    static void migrate() {
        url = TestDatabase.fresh();
        Flyway.configure().dataSource(url, "postgres", "").outOfOrder(true).load().migrate();
    }

    @AfterAll
    static void close() {
        POOLS.forEach(HikariDataSource::close);
    }

    @BeforeEach
    void empty() {
        JdbcClient.create(pool()).sql("DELETE FROM action_call").update();
    }

    @Test
    void twoHubsTogetherStayUnderTheLimitInAnyWindow() throws InterruptedException {
        Queue<Long> calls = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Permits permits = new Permits();
        Throttle first = hub();
        Throttle second = hub();
        for (int i = 0; i < 8; i++) {
            Throttle hub = i % 2 == 0 ? first : second;
            threads.execute(() -> {
                while (!over.get()) {
                    String call = UUID.randomUUID().toString();
                    permits.grant(call, SEND_WITHIN);
                    boolean counted = hub.count(call).isEmpty();
                    long now = System.nanoTime();
                    if (counted && permits.use(call)) {
                        calls.add(now);
                    }
                }
            });
        }
        await().atMost(30, TimeUnit.SECONDS).until(() -> calls.size() >= 4 * LIMIT);
        over.set(true);
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

        assertThat(SlidingWindow.most(calls, WINDOW)).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void remembersOverARestartAndSaysWhenToComeBack() {
        Throttle before = hub();
        for (int i = 0; i < LIMIT; i++) {
            assertThat(before.count(UUID.randomUUID().toString())).isEmpty();
        }
        Optional<Duration> wait = hub().count(UUID.randomUUID().toString());

        assertThat(wait).hasValueSatisfying(after -> assertThat(after).isBetween(Duration.ofMillis(1), Duration.ofMillis(2_100)));
        await().atMost(5, TimeUnit.SECONDS).until(() -> hub().count(UUID.randomUUID().toString()).isEmpty());
    }

    @Test
    void doesNotCountWhatWasNeverSent() {
        Throttle throttle = hub();
        String neverSent = UUID.randomUUID().toString();
        throttle.count(neverSent);
        for (int i = 1; i < LIMIT; i++) {
            throttle.count(UUID.randomUUID().toString());
        }
        throttle.release(neverSent);

        assertThat(throttle.count(UUID.randomUUID().toString())).isEmpty();
        assertThat(throttle.count(UUID.randomUUID().toString())).isPresent();
    }

    /** What comes late, because the process was suspended between the count and the call, is not sent. */
    @Test
    void aPermitHoldsForAShortTimeAndOnce() {
        Permits permits = new Permits();
        permits.grant("a", Duration.ofSeconds(30));
        assertThat(permits.use("a")).isTrue();
        assertThat(permits.use("a")).isFalse();
        assertThat(permits.withdraw("a")).as("used: it may have been sent").isFalse();

        permits.grant("b", Duration.ofMillis(-1));
        assertThat(permits.use("b")).isFalse();
        assertThat(permits.withdraw("b")).as("not used: it was not sent").isTrue();
        assertThat(permits.use(null)).isFalse();
    }

    private static Throttle hub() {
        HikariDataSource pool = pool();
        return new Throttle(JdbcClient.create(pool), new TransactionTemplate(new JdbcTransactionManager(pool)),
            new RemediationProperties(true, LIMIT, WINDOW, WINDOW, WINDOW, WINDOW, WINDOW, WINDOW));
    }

    private static HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(4);
        POOLS.add(pool);
        return pool;
    }
}
