package io.serai.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import io.serai.testing.KafkaRoom;
import io.serai.testing.Tickets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** What the hub decides and does goes to a topic of a real broker, with a user and a password; R8 in small. */
@DirtiesContext
@SpringBootTest(properties = {"SERAI_KAFKA_USERNAME=inn", "SERAI_KAFKA_SECURITY=SASL_PLAINTEXT", "SERAI_KAFKA_MECHANISM=PLAIN",
    "SERAI_KAFKA_EVENTS_TOPIC=serai.events", "SERAI_PRIVATE_NETWORKS=127.0.0.0/8"})
class KafkaEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static KafkaRoom room;

    @TestConfiguration
    static class Beans {
        /** Closed after the routes have ended. */
        @Bean
        KafkaRoom room() {
            return room;
        }
    }

    @DynamicPropertySource
    static void broker(DynamicPropertyRegistry properties) {
        room = new KafkaRoom();
        room.topic("serai.events", 2);
        properties.add("SERAI_KAFKA_BROKERS", room::securedBrokers);
        properties.add("SERAI_KAFKA_PASSWORD", () -> KafkaRoom.PASSWORD);
    }

    @Autowired
    AuditTrail audit;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    ProducerTemplate routes;

    @Test
    void aTicketsWayIsToldInOrderUnderItsKey() {
        String ticket = accept("VPN drops every few minutes", "The client disconnects and then times out at connecting.");
        await().atMost(Duration.ofSeconds(60)).until(() -> types(ticket).contains("io.serai.decision.made"));
        await().atMost(Duration.ofSeconds(60)).until(() -> jdbc.sql("SELECT count(*) FROM outbox").query(Integer.class).single() == 0);

        List<JsonNode> told = told(ticket);
        assertThat(types(ticket)).startsWith("io.serai.ticket.opened", "io.serai.decision.made");
        JsonNode opened = told.get(0);
        assertThat(opened.path("specversion").asText()).isEqualTo("1.0");
        assertThat(opened.path("source").asText()).isEqualTo("/serai/default");
        assertThat(opened.path("subject").asText()).isEqualTo(ticket);
        assertThat(opened.at("/data/ticket/id").asText()).isEqualTo(ticket);
        assertThat(opened.at("/data/ticket/connector").asText()).isEqualTo("servicenow");
        assertThat(opened.at("/data/to").asText()).isEqualTo("open");
        JsonNode decided = told.get(1);
        assertThat(decided.at("/data/path").asText()).isNotBlank();
        assertThat(decided.at("/data/reasons").asText()).isNotBlank();
        assertThat(decided.at("/data/confidence").asText()).matches("0\\.[0-9]+|1\\.0");
        assertThat(decided.at("/data/category").asText()).isEqualTo("vpn");
        assertThat(told.toString()).as("no text of the ticket").doesNotContain("VPN drops");
        assertThat(records(ticket)).allSatisfy(record -> {
            assertThat(record.headers().toArray()).extracting(header -> header.key() + "=" + new String(header.value()))
                .containsExactly("content-type=application/cloudevents+json");
            assertThat(record.partition()).isEqualTo(records(ticket).get(0).partition());
        });
    }

    @Test
    void whatIsRolledBackIsNotTold() {
        String ticket = UUID.randomUUID().toString();
        transaction.executeWithoutResult(status -> {
            audit.record(AuditEntry.byHub("execution-started", ticket, Map.of()));
            status.setRollbackOnly();
        });
        audit.record(AuditEntry.byHub("execution-succeeded", ticket, Map.of("execution", "1")));
        audit.record(AuditEntry.byHub("note-sent", ticket, Map.of()));
        await().atMost(Duration.ofSeconds(30)).until(() -> !types(ticket).isEmpty());
        await().atMost(Duration.ofSeconds(30)).until(() -> jdbc.sql("SELECT count(*) FROM outbox").query(Integer.class).single() == 0);

        assertThat(types(ticket)).containsExactly("io.serai.execution.succeeded");
    }

    /** R8 in small: the broker is away; the hub goes on, and tells all of it afterwards, in order, nothing twice under another id. */
    @Test
    void r8WhatHappensWhileTheBrokerIsAwayIsToldAfterwardsInOrder() {
        List<String> tickets = IntStream.range(0, 10).mapToObj(i -> UUID.randomUUID().toString()).toList();
        tell(tickets, 0, 20);
        room.stop();
        tell(tickets, 20, 60);
        assertThat(jdbc.sql("SELECT count(*) FROM outbox").query(Integer.class).single()).isGreaterThanOrEqualTo(400);
        room.start();
        await().atMost(Duration.ofSeconds(120)).until(() -> jdbc.sql("SELECT count(*) FROM outbox").query(Integer.class).single() == 0);

        for (String ticket : tickets) {
            Map<String, String> byId = new LinkedHashMap<>();
            told(ticket).forEach(event -> byId.put(event.path("id").asText(), event.at("/data/step").asText()));
            assertThat(new ArrayList<>(byId.values())).as("each step once, in order").isEqualTo(IntStream.range(0, 60).mapToObj(Integer::toString).toList());
        }
    }

    private void tell(List<String> tickets, int from, int to) {
        for (int step = from; step < to; step++) {
            for (String ticket : tickets) {
                audit.record(AuditEntry.byHub("execution-probing", ticket, Map.of("step", Integer.toString(step))));
            }
        }
    }

    private String accept(String title, String description) {
        return Tickets.accept(routes, Tickets.ticket().externalId("INC-" + UUID.randomUUID()).title(title).description(description).build()).id();
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String ticket) {
        return room.records("serai.events").stream().filter(record -> new String(record.key()).equals(ticket)).toList();
    }

    private static List<JsonNode> told(String ticket) {
        return records(ticket).stream().map(record -> {
            try {
                return JSON.readTree(record.value());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }).toList();
    }

    private static List<String> types(String ticket) {
        return told(ticket).stream().map(event -> event.path("type").asText()).toList();
    }
}
