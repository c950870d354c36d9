package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.simulator.Capability;
import io.serai.simulator.ConnectedSystem;
import io.serai.simulator.Happening;
import io.serai.simulator.Report;
import io.serai.simulator.Webhook;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every connector that takes webhooks: who sends them, how often and in which order. */
class ConnectorHookContractTest extends ContractSuite {

    private static final int ORDERS = 100;
    private static final long SEED = 20_261_121;
    private static final AtomicLong IDS = new AtomicLong(900_000);

    private final ExecutorService pool = Executors.newFixedThreadPool(16);

    @AfterEach
    void close() {
        pool.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void aWebhookBecomesATicketOnceHoweverOftenItIsSent(ConnectedSystem vendor) {
        with(vendor, Capability.HOOK);
        String id = newId();
        Webhook opened = webhook(vendor, Happening.OPENED, id, now(), 1);
        for (int i = 0; i < 5; i++) {
            assertThat(deliver(vendor, opened)).isEqualTo(202);
        }
        settled();
        assertThat(outcomes(vendor).get(id)).containsExactly("created");
        assertThat(ticket(vendor, id).status()).isEqualTo(TicketStatus.OPEN);
        assertThat(ticket(vendor, id).title()).isEqualTo("Sent by a webhook");
    }

    /** TRUST S6, in small. */
    @ParameterizedTest
    @MethodSource("vendors")
    void aWebhookThatProvesNothingIsRefused(ConnectedSystem vendor) {
        with(vendor, Capability.HOOK);
        String id = newId();
        Webhook right = webhook(vendor, Happening.OPENED, id, now(), 1);
        right.headers().keySet().stream().filter(name -> name.matches("(?i).*(secret|signature|authorization).*")).forEach(proof -> {
            String value = right.headers().get(proof);
            Map<String, String> none = new HashMap<>(right.headers());
            none.remove(proof);
            assertThat(deliver(vendor, new Webhook(none, right.body()))).isEqualTo(401);
            for (String wrong : List.of("", value.substring(1), value.substring(0, value.length() - 1), value + "0", value.toUpperCase() + "x")) {
                Map<String, String> other = new HashMap<>(right.headers());
                other.put(proof, wrong);
                assertThat(deliver(vendor, new Webhook(other, right.body()))).as("'%s'", wrong).isEqualTo(401);
            }
        });
        settled();
        assertThat(outcomes(vendor)).doesNotContainKey(id);
        assertThat(deliver(vendor, right)).isEqualTo(202);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void whatIsOverThereIsOverHere(ConnectedSystem vendor) {
        with(vendor, Capability.HOOK);
        String id = newId();
        Instant opened = now().minusSeconds(60);
        deliver(vendor, webhook(vendor, Happening.OPENED, id, opened, 1));
        deliver(vendor, vendor.webhook(Happening.RESOLVED, id, Report.of("Sent by a webhook"), opened, now(), 2));
        settled();
        assertThat(ticket(vendor, id).status().isFinal()).isTrue();
        assertThat(news(outcomes(vendor).get(id))).isLessThanOrEqualTo(1);
    }

    /** TRUST R11, over the door and the queue. */
    @ParameterizedTest
    @MethodSource("vendors")
    void anyOrderOfWebhooksEndsAsTheRightOneDoes(ConnectedSystem vendor) throws Exception {
        with(vendor, Capability.HOOK, Capability.HOOK_TIMES);
        Random random = new Random(SEED);
        Instant start = now().minus(Duration.ofHours(1));
        for (Duration step : List.of(Duration.ofSeconds(10), Duration.ZERO)) {
            List<String> ids = new ArrayList<>();
            List<Callable<Void>> senders = new ArrayList<>();
            for (int order = 0; order <= ORDERS; order++) {
                String id = newId();
                ids.add(id);
                List<Webhook> webhooks = life(vendor, id, start, step);
                if (order > 0) {
                    Collections.shuffle(webhooks, random);
                    webhooks.add(webhooks.get(random.nextInt(webhooks.size())));
                }
                senders.add(() -> {
                    webhooks.forEach(webhook -> assertThat(deliver(vendor, webhook)).isEqualTo(202));
                    return null;
                });
            }
            for (Future<Void> sent : pool.invokeAll(senders)) {
                sent.get();
            }
            settled();
            String right = comparable(vendor, ids.get(0));
            assertThat(right).contains("RESOLVED");
            assertThat(ids.subList(1, ids.size())).as("%s between two", step).allSatisfy(id -> assertThat(comparable(vendor, id)).isEqualTo(right));
        }
    }

    /** TRUST R11. */
    @ParameterizedTest
    @MethodSource("vendors")
    void aLateTriggerReopensOnlyIfItIsNewer(ConnectedSystem vendor) {
        with(vendor, Capability.HOOK, Capability.HOOK_TIMES);
        String id = newId();
        Instant start = now().minus(Duration.ofHours(1));
        deliver(vendor, vendor.webhook(Happening.RESOLVED, id, Report.of("Sent by a webhook"), start, start.plusSeconds(60), 2));
        deliver(vendor, webhook(vendor, Happening.OPENED, id, start, 1));
        settled();
        assertThat(ticket(vendor, id).status().isFinal()).isTrue();
        deliver(vendor, vendor.webhook(Happening.OPENED_AGAIN, id, Report.of("Sent by a webhook"), start.plusSeconds(120), start.plusSeconds(120), 3));
        settled();
        assertThat(ticket(vendor, id).status().isFinal()).isFalse();
    }

    /** Opened, taken on, changed, resolved, opened again, resolved. */
    private static List<Webhook> life(ConnectedSystem vendor, String id, Instant start, Duration step) {
        Report report = Report.of("Sent by a webhook");
        Report changed = Report.of("Sent by a webhook, and worse now");
        List<Webhook> life = new ArrayList<>();
        life.add(vendor.webhook(Happening.OPENED, id, report, start, start, 1));
        life.add(vendor.webhook(Happening.TAKEN_ON, id, report, start, start.plus(step), 2));
        life.add(vendor.webhook(Happening.CHANGED, id, changed, start, start.plus(step.multipliedBy(2)), 3));
        life.add(vendor.webhook(Happening.RESOLVED, id, changed, start, start.plus(step.multipliedBy(3)), 4));
        life.add(vendor.webhook(Happening.OPENED_AGAIN, id, changed, start.plus(step.multipliedBy(4)), start.plus(step.multipliedBy(4)), 5));
        life.add(vendor.webhook(Happening.RESOLVED, id, changed, start.plus(step.multipliedBy(4)), start.plus(step.multipliedBy(5)), 6));
        return life;
    }

    private static Webhook webhook(ConnectedSystem vendor, Happening what, String id, Instant at, int revision) {
        return vendor.webhook(what, id, Report.of("Sent by a webhook"), at, at, revision);
    }

    private String comparable(ConnectedSystem vendor, String id) {
        Ticket ticket = ticket(vendor, id);
        return ticket.withId(null).toString().replace(id, "ID").replaceAll("[0-9a-f]{32}", "HEX");
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String newId() {
        return Long.toString(IDS.incrementAndGet());
    }
}
