package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.simulator.Capability;
import io.serai.simulator.ConnectedSystem;
import io.serai.simulator.Report;
import io.serai.simulator.SimulatedVendors;
import io.serai.simulator.Webhook;
import io.serai.testing.Crashes;
import io.serai.testing.ShiftedClock;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import io.serai.ticket.Tickets;
import io.serai.writeback.WriteBack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Named;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/**
 * What tests of connectors share: one hub, with all systems of {@link SimulatedVendors} and some that speak no HTTP connected to it at once, from the poll
 * or the door to the stored ticket, and from the decision back to the note; nothing is analysed here. A poll takes place when a test wants one.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
    "serai.connector.failures=100", "serai.connector.call-deadline=2s", "serai.connector.breaker-pause=500ms", "serai.connector.rate-limit-pause=1s",
    "serai.connector.overlap=2m", "serai.connector.feed-period=200ms", "serai.mail.page=" + MailboxVendor.PAGE, "serai.mail.starttls=false", "serai.file.page=10",
    "serai.conversation.look-period=1s", "serai.conversation.look-tick=200", "serai.work.poll=50ms", "serai.work.stages.write-back.backoff=300ms,300ms,300ms",
    "camel.main.routes-include-pattern=file:routes/connector-*.camel.yaml,file:routes/ticket-accept-tickets.camel.yaml,"
        + "file:routes/conversation-look-for-answers.camel.yaml,file:routes/conversation-hear-answers.camel.yaml,"
        + "file:routes/work-record-failure.camel.yaml,file:routes/writeback-*.camel.yaml,file:routes/policy-*.camel.yaml"})
@Import({ConnectedSuite.Beans.class, Crashes.class})
abstract class ConnectedSuite {

    static final String MARKER = "[serai:0a1b2c3d]";
    static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration UNTIL_A_BROKER_IS_THERE = Duration.ofSeconds(60);
    private static final List<Map.Entry<String, Function<Clock, ConnectedSystem>>> OTHERS =
        List.of(Map.entry("email", MailboxVendor::new), Map.entry("kafka", TopicVendor::new), Map.entry("file-import", FolderVendor::new));
    /** Those of {@code -Dcontract.vendors=<regular expression of names>}; all by default. */
    static final List<ConnectedSystem> VENDORS = start(vendor -> vendor.matches(System.getProperty("contract.vendors", ".*")));
    private static final HttpClient SENDER = HttpClient.newHttpClient();

    @TestConfiguration
    static class Beans {
        @Bean
        @Primary
        ShiftedClock shiftedClock() {
            return new ShiftedClock();
        }
    }

    @Autowired CamelContext camel;
    @Autowired ProducerTemplate template;
    @Autowired JdbcClient jdbc;
    @Autowired ConnectorStates states;
    @Autowired Connectors connectors;
    @Autowired Tickets tickets;
    @Autowired ShiftedClock clock;
    @Autowired Crashes crashes;
    @MockitoSpyBean CursorStore cursors;
    @LocalServerPort int port;

    /** Those of these names; a broker is only started if it is wanted. */
    private static List<ConnectedSystem> start(Predicate<String> wanted) {
        List<ConnectedSystem> all = new ArrayList<>(SimulatedVendors.start(Clock.systemUTC(), vendor -> wanted.test(vendor.name())));
        OTHERS.stream().filter(other -> wanted.test(other.getKey())).forEach(other -> all.add(other.getValue().apply(Clock.systemUTC())));
        return List.copyOf(all);
    }

    static void connect(DynamicPropertyRegistry registry, Path home) {
        ContractHome.live(registry, home);
        ContractHome.environment(VENDORS).forEach((name, value) -> registry.add(name, () -> value));
    }

    static Stream<Named<ConnectedSystem>> vendors() {
        return VENDORS.stream().map(vendor -> Named.of(vendor.name(), vendor));
    }

    /** Leaves the test out if there is no such system in this run. */
    @SuppressWarnings("unchecked")
    static <T extends ConnectedSystem> T named(String name) {
        Optional<ConnectedSystem> found = VENDORS.stream().filter(vendor -> vendor.name().equals(name)).findFirst();
        Assumptions.assumeTrue(found.isPresent(), () -> name + " is left out of this run");
        return (T) found.get();
    }

    /** Leaves the test out, visibly, for a system that cannot do this; makes all of it new for one that can. */
    void with(ConnectedSystem vendor, Capability... needed) {
        for (Capability capability : needed) {
            Assumptions.assumeTrue(vendor.can(capability), () -> vendor.name() + " is left out: " + capability.lack());
        }
        if (vendor.can(Capability.POLL) && !vendor.can(Capability.FEED)) {
            // the one that takes place at the start
            await().atMost(PATIENCE).until(() -> state(vendor).lastSync() != null);
        }
        states.of(vendor.name()).breaker().reset();
        await().atMost(PATIENCE).until(() -> states.of(vendor.name()).pause().isEmpty());
        vendor.clear();
        if (vendor.can(Capability.POLL) && state(vendor).consecutiveFailures() > 0) {
            poll(vendor);
        }
        settled();
        jdbc.sql("DELETE FROM connector_cursor WHERE connector = ?").param(vendor.name()).update();
    }

    @AfterEach
    void calm() {
        clock.shift(Duration.ZERO);
        crashes.none();
        VENDORS.forEach(ConnectedSystem::calm);
    }

    /** One poll; returns when it has ended, well or not, and what it brought is in the tickets. Of a feed, when it has taken what is there. */
    void poll(ConnectedSystem vendor) {
        if (vendor.can(Capability.FEED)) {
            vendor.handOver();
            awaitFeed(() -> vendor.taken() && state(vendor).consecutiveFailures() == 0, () -> state(vendor).consecutiveFailures() > 0);
        } else {
            pollByItsRoute(vendor);
        }
        settled();
    }

    /** One poll that fails; a feed tries again and again, and has failed at least once. */
    void pollInVain(ConnectedSystem vendor) {
        if (vendor.can(Capability.FEED)) {
            vendor.handOver();
            awaitFeed(() -> state(vendor).lastError() != null, () -> true);
        } else {
            pollByItsRoute(vendor);
        }
        assertThat(state(vendor).lastError()).isNotBlank();
        settled();
    }

    /** The hub tells late that a feed's source is away, and begins late anew: while that is waited for, its clock goes ten times as fast. */
    private void awaitFeed(BooleanSupplier come, BooleanSupplier fast) {
        Duration step = Duration.ofMillis(20);
        AtomicInteger steps = new AtomicInteger();
        await().atMost(UNTIL_A_BROKER_IS_THERE).pollDelay(Duration.ZERO).pollInterval(step).until(() -> {
            if (!come.getAsBoolean() && fast.getAsBoolean()) {
                clock.shift(step.multipliedBy(10L * steps.incrementAndGet()));
            }
            return come.getAsBoolean();
        });
        if (steps.get() > 0) {
            clock.shift(Duration.ZERO);
        }
    }

    /** As its timer would start it. */
    private void pollByItsRoute(ConnectedSystem vendor) {
        Route route = camel.getRoute("connector-" + vendor.name() + "-source");
        DefaultConsumer consumer = (DefaultConsumer) route.getConsumer();
        Exchange exchange = consumer.createExchange(true);
        try {
            consumer.getProcessor().process(exchange);
        } catch (Exception e) {
            throw new IllegalStateException("a poll that fails keeps its failure to itself", e);
        }
    }

    void settled() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() ->
            jdbc.sql("SELECT count(*) FROM work_item WHERE stage = 'received'").query(Integer.class).single() == 0);
    }

    /** Opens that many records of one time. */
    static List<String> open(ConnectedSystem vendor, int many, Instant at) {
        return IntStream.range(0, many).mapToObj(i -> vendor.open(Report.of("Record " + i + " of a test"), at)).toList();
    }

    /** Three pages, or more. */
    static int threePages(ConnectedSystem vendor) {
        return 3 * vendor.pageSize();
    }

    /** What the events that touched each ticket did to it, oldest first, by external id. */
    Map<String, List<String>> outcomes(ConnectedSystem vendor) {
        Map<String, List<String>> outcomes = new HashMap<>();
        jdbc.sql("""
            SELECT t.external_id, o.outcome FROM event_outcome o JOIN ticket t ON t.id = o.ticket_id WHERE t.connector = ? ORDER BY o.recorded_at, o.event_id""")
            .param(owner(vendor)).query((row, n) -> outcomes.computeIfAbsent(row.getString(1), id -> new ArrayList<>()).add(row.getString(2))).list();
        return outcomes;
    }

    /** Each of these is a ticket, was news once, and was stored once as far as the system tells one version from another. */
    void arrivedOnce(ConnectedSystem vendor, List<String> ids) {
        Map<String, List<String>> outcomes = outcomes(vendor);
        assertThat(outcomes.keySet()).as("nothing is lost").containsAll(ids);
        assertThat(ids).as("nothing is analysed twice").allSatisfy(id -> assertThat(news(outcomes.get(id))).isEqualTo(1));
        if (vendor.can(Capability.VERSIONS)) {
            assertThat(ids).as("nothing is stored twice").allSatisfy(id -> assertThat(outcomes.get(id)).hasSize(1));
        }
    }

    /** How many of them lead to an analysis. */
    static long news(List<String> outcomes) {
        return outcomes.stream().filter(outcome -> List.of("created", "changed", "reopened").contains(outcome)).count();
    }

    /** The connector that its tickets belong to. */
    private String owner(ConnectedSystem vendor) {
        return connectors.find(vendor.name()).orElseThrow().ticketsOf();
    }

    Ticket ticket(ConnectedSystem vendor, String externalId) {
        String id = jdbc.sql("SELECT id::text FROM ticket WHERE connector = ? AND external_id = ?").params(owner(vendor), externalId).query(String.class).single();
        return tickets.find(id).orElseThrow();
    }

    int stored(ConnectedSystem vendor) {
        return jdbc.sql("SELECT count(*) FROM event WHERE connector = ?").param(vendor.name()).query(Integer.class).single();
    }

    ConnectorState.View state(ConnectedSystem vendor) {
        return states.of(vendor.name()).view();
    }

    /** Writes a note as soon as the connector takes calls again. */
    void write(ConnectedSystem vendor, String id, boolean unsure, TicketStatus status, String text) {
        await().atMost(PATIENCE).ignoreExceptionsMatching(e -> String.valueOf(e.getCause()).contains("takes no calls now")).until(() -> {
            template.sendBody("direct:connector-write-" + vendor.name(), note(vendor, id, null, unsure, status, text));
            return true;
        });
    }

    static WriteBack note(ConnectedSystem vendor, String id, String ref, boolean unsure, TicketStatus status, String text) {
        // the id of a note is the same whenever it is tried again
        String noteId = UUID.nameUUIDFromBytes((vendor.name() + id + text).getBytes(StandardCharsets.UTF_8)).toString();
        return new WriteBack(noteId, "decision:1", "01900000-0000-7000-8000-00000000000b", "default", vendor.name(), id, ref, text,
            text.substring(text.lastIndexOf("[serai:")), status, true, unsure);
    }

    /** @return the status of the door's answer */
    int deliver(ConnectedSystem vendor, Webhook webhook) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/hooks/" + vendor.name()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(webhook.bytes()));
        webhook.headers().forEach(request::header);
        try {
            return SENDER.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new IllegalStateException("the door does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
