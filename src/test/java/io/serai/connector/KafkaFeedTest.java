package io.serai.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.testing.KafkaRoom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What is peculiar to a topic of a real broker as a source of tickets; TRUST S1 for records, R8 and R9 in small. */
@Import(KafkaFeedTest.Beans.class)
@DirtiesContext
@SpringBootTest(properties = {"SERAI_KAFKA_AUTH=none", "SERAI_KAFKA_SECURITY=PLAINTEXT", "SERAI_KAFKA_TOPIC=tickets", "SERAI_PRIVATE_NETWORKS=127.0.0.0/8",
    "serai.connector.feed-period=200ms"})
class KafkaFeedTest {

    private static final String MARK = "hostile-value";
    private static KafkaRoom room;

    /** Looks at the message before every step of the routes of the feed, and at the records that it holds. */
    static class Watch implements InterceptStrategy {
        final Set<String> names = ConcurrentHashMap.newKeySet();
        final Set<String> marked = ConcurrentHashMap.newKeySet();

        @Override
        public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode definition, Processor target, Processor next) {
            return exchange -> {
                look(exchange);
                if (exchange.getMessage().getBody() instanceof List<?> list) {
                    list.stream().filter(Exchange.class::isInstance).forEach(one -> look((Exchange) one));
                }
                target.process(exchange);
            };
        }

        private void look(Exchange exchange) {
            names.addAll(exchange.getMessage().getHeaders().keySet());
            exchange.getMessage().getHeaders().forEach((name, value) -> {
                if (String.valueOf(value).equals(MARK) || value instanceof byte[] bytes && new String(bytes).equals(MARK)) {
                    marked.add(name);
                }
            });
        }
    }

    @TestConfiguration
    static class Beans {
        @Bean
        Watch watch() {
            return new Watch();
        }

        /** Closed after the routes have ended. */
        @Bean
        KafkaRoom room() {
            return room;
        }
    }

    @DynamicPropertySource
    static void broker(DynamicPropertyRegistry properties) {
        room = new KafkaRoom();
        room.topic("tickets", 3);
        properties.add("SERAI_KAFKA_BROKERS", room::brokers);
    }

    @Autowired
    Watch watch;
    @Autowired
    CamelContext camel;
    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void goOn() {
        jdbc.sql("DELETE FROM connector_pause").update();
    }

    @Test
    void aTicketAsTheApiShowsItIsTakenAsItIs() {
        room.sendNow("tickets", "other key", """
            {"id":"0198","source":{"system":"x","externalId":"B-1"},"kind":"request","title":"New laptop","category":"laptop","priority":"low",
             "status":"in_progress","requester":{"name":"Jane","email":"jane@example.com"},"labels":{"site":"B"},"createdAt":"2026-03-04T05:06:07Z",
             "updatedAt":"2026-03-05T05:06:07Z"}""");
        awaitTickets("B-", 1);

        assertThat(jdbc.sql("SELECT body #>> '{}' FROM ticket WHERE external_id = 'B-1'").query(String.class).single()).contains("\"kind\": \"request\"",
            "\"status\": \"in_progress\"", "\"category\": \"laptop\"", "jane@example.com", "\"site\": \"B\"", "2026-03-05T05:06:07Z");
    }

    @Test
    void ofRecordsOfOneTicketTheLastOneOfTheTopicCountsThoughAllTellTheSameTime() {
        for (int i = 0; i < 60; i++) {
            room.send("tickets", "C-1", "{\"id\":\"C-1\",\"title\":\"Step " + i + "\",\"status\":\"" + (i % 2 == 0 ? "closed" : "open")
                + "\",\"updatedAt\":\"2026-03-04T05:06:07Z\"}", Map.of());
        }
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(
            jdbc.sql("SELECT body->>'title' FROM ticket WHERE external_id = 'C-1'").query(String.class).optional()).contains("Step 59"));
        await().atMost(Duration.ofSeconds(40)).until(() -> waiting() == 0);

        assertThat(jdbc.sql("SELECT body->>'title' || ' ' || status FROM ticket WHERE external_id = 'C-1'").query(String.class).single()).isEqualTo("Step 59 open");
    }

    @Test
    void r9WhatCannotBeReadIsADeadLetterAndTheOthersGoOn() {
        room.send("tickets", "D-1", "{\"title\":", Map.of());
        room.send("tickets", "D-2", "{\"note\":\"nothing that says what it is about\"}", Map.of());
        room.send("tickets", "D-3", null, Map.of());
        room.send("tickets", "D-4", "{\"title\":\"" + "x".repeat((1 << 20) - 200) + "\",\"y\":\"" + "x".repeat(400) + "\"}", Map.of());
        room.send("tickets", "D-5", "{\"title\":\"Fine\"}", Map.of());
        awaitTickets("D-", 1);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(jdbc.sql("""
            SELECT e.headers->>'kafka-key' || ': ' || d.error FROM dead_letter d JOIN event e ON e.id = d.correlation::uuid
            WHERE e.headers->>'kafka-key' LIKE 'D-%' ORDER BY 1""").query(String.class).list()).satisfiesExactly(
            one -> assertThat(one).isEqualTo("D-1: the record is not JSON that can be read at line 1, column 10: it ends in the middle"),
            two -> assertThat(two).startsWith("D-2: ").contains("neither title nor description"),
            four -> assertThat(four).isEqualTo("D-4: the record is larger than 1048576 bytes")));
        await().atMost(Duration.ofSeconds(60)).until(() -> room.committed("serai", "tickets") == sent());
    }

    @Test
    void s1NoHeaderOfARecordSteersAnything() throws Exception {
        List<String> names = Files.readAllLines(Path.of("src/test/resources/hostile-headers.txt")).stream().map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        int number = 0;
        for (List<String> spelling : List.of(names, names.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList(),
            names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList())) {
            Map<String, String> headers = new LinkedHashMap<>();
            spelling.forEach(name -> headers.put(name, MARK));
            room.send("tickets", "E-" + ++number, "{\"title\":\"Headers\"}", headers);
        }
        awaitTickets("E-", number);

        assertThat(names).hasSizeGreaterThanOrEqualTo(60);
        assertThat(watch.names).as("the records were looked at").contains("kafka.TOPIC", "kafka.OFFSET");
        assertThat(watch.marked).as("values of records in headers").isEmpty();
        Set<String> lower = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        lower.addAll(names);
        // what camel-kafka itself sets on each record, before the first step
        lower.removeAll(Set.of("kafka.TOPIC", "kafka.PARTITION", "kafka.OFFSET", "kafka.KEY", "kafka.TIMESTAMP", "kafka.HEADERS", "CamelKafkaManualCommit",
            "CamelMessageTimestamp"));
        assertThat(watch.names.stream().filter(lower::contains).filter(name -> name.startsWith("kafka.") || name.startsWith("CamelKafka"))).isEmpty();
        assertThat(jdbc.sql("SELECT DISTINCT headers::text FROM event").query(String.class).list()).allSatisfy(text -> assertThat(text).doesNotContain(MARK));
        assertThat(jdbc.sql("SELECT count(*) FROM event WHERE headers->>'kafka-topic' <> 'tickets'").query(Integer.class).single()).isZero();
    }

    @Test
    void readAgainFromItsBeginningTheTopicMakesNothingTwice() throws Exception {
        room.sendNow("tickets", "G-1", "{\"title\":\"Once\"}");
        awaitTickets("G-", 1);
        await().atMost(Duration.ofSeconds(60)).until(() -> room.committed("serai", "tickets") == sent());
        long before = jdbc.sql("SELECT count(*) FROM event").query(Long.class).single();
        camel.getRouteController().stopRoute("connector-kafka-feed");
        room.rewind("serai", "tickets", 3);
        camel.getRouteController().startRoute("connector-kafka-feed");
        await().atMost(Duration.ofSeconds(40)).until(() -> room.committed("serai", "tickets") == sent());

        assertThat(jdbc.sql("SELECT count(*) FROM event").query(Long.class).single()).isEqualTo(before);
        assertThat(jdbc.sql("SELECT duplicates FROM event WHERE headers->>'kafka-key' = 'G-1'").query(Integer.class).single()).isPositive();
        assertThat(jdbc.sql("SELECT count(*) FROM event_conflict").query(Integer.class).single()).isZero();
    }

    @Test
    void aPausedConnectorReadsNothingUntilItIsResumed() {
        jdbc.sql("INSERT INTO connector_pause (connector, paused_by) VALUES ('kafka', 'test')").update();
        await().atMost(Duration.ofSeconds(40)).until(() -> camel.getRouteController().getRouteStatus("connector-kafka-feed").isStopped());
        room.sendNow("tickets", "H-1", "{\"title\":\"Later\"}");
        assertThat(room.committed("serai", "tickets")).isLessThan(sent());
        jdbc.sql("DELETE FROM connector_pause").update();

        awaitTickets("H-", 1);
    }

    /** R8 in small: the broker is away, and comes back with what it had. */
    @Test
    void r8ABrokerThatIsRestartedLosesNothingAndNothingIsDoubled() {
        for (int i = 0; i < 100; i++) {
            room.send("tickets", "R-" + i % 20, "{\"id\":\"R-" + i % 20 + "\",\"title\":\"Before " + i + "\",\"updatedAt\":\"2026-03-04T05:06:07Z\"}", Map.of());
        }
        room.stop();
        for (int i = 0; i < 100; i++) {
            room.send("tickets", "R-" + i % 20, "{\"id\":\"R-" + i % 20 + "\",\"title\":\"After " + i + "\",\"updatedAt\":\"2026-03-04T05:06:07Z\"}", Map.of());
        }
        room.start();
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> assertThat(jdbc.sql(
            "SELECT body->>'title' FROM ticket WHERE external_id LIKE 'R-%' ORDER BY (substr(external_id, 3))::int").query(String.class).list())
            .hasSize(20).allMatch(title -> title.matches("After (8|9)[0-9]")));

        await().atMost(Duration.ofSeconds(30)).until(() -> room.committed("serai", "tickets") == sent());
        assertThat(jdbc.sql("SELECT count(*) FROM event WHERE headers->>'kafka-key' LIKE 'R-%'").query(Integer.class).single())
            .isEqualTo((int) room.records("tickets").stream().filter(record -> new String(record.key()).startsWith("R-")).count());
    }

    private static long sent() {
        return room.records("tickets").size();
    }

    private long waiting() {
        return jdbc.sql("SELECT count(*) FROM work_item WHERE stage = 'received'").query(Long.class).single();
    }

    private void awaitTickets(String prefix, int count) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(jdbc.sql("SELECT count(*) FROM ticket WHERE external_id LIKE ?")
            .param(prefix + "%").query(Integer.class).single()).isEqualTo(count));
    }
}
