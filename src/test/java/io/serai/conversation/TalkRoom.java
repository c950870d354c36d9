package io.serai.conversation;

import static io.serai.testing.Analyses.analysis;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.audit.AuditTrail;
import io.serai.testing.HubTest;
import io.serai.testing.TestAdmin;
import io.serai.testing.Tickets;
import io.serai.ticket.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A whole hub, and a ticket with which a conversation begins. */
@HubTest
abstract class TalkRoom {

    @Autowired TestRestTemplate rest;
    @Autowired ProducerTemplate routes;
    @Autowired CloseUnanswered closeUnanswered;
    @Autowired AuditTrail audit;
    @Autowired AnswerRecord answers;
    @Autowired HearAnswers hearAnswers;
    @Autowired JdbcClient jdbc;
    TestRestTemplate http;

    @BeforeEach
    void pagesAreThere() {
        http = rest.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD);
        await().atMost(Duration.ofSeconds(60)).until(() ->
            http.getForObject("/api/v1/knowledge/search?q=vpn drops", JsonNode.class), answer -> answer.path("items").size() > 0 && !answer.has("degraded"));
    }

    /** A ticket that nothing can be made of, once the hub has left it to people. */
    Tickets.Builder unclear() {
        return Tickets.ticket().externalId(UUID.randomUUID().toString()).title("Qwv zyx").description("Xyz").affectedSystem(null);
    }

    Ticket accepted(Ticket ticket) {
        Ticket stored = Tickets.accept(routes, ticket);
        decided(stored, 1);
        return stored;
    }

    /** As if an analysis had come halfway. */
    void clarify(Ticket ticket) {
        routes.sendBody("direct:decision-choose-path", analysis().id(UUID.randomUUID().toString()).ticket(ticket).confidence(0.4).build());
    }

    JsonNode history(Ticket ticket) {
        return http.getForObject("/api/v1/tickets/{id}", JsonNode.class, ticket.id()).path("history");
    }

    JsonNode decided(Ticket ticket, int times) {
        return await().atMost(Duration.ofSeconds(60)).until(() -> history(ticket).path("decisions"), decisions -> decisions.size() == times).get(times - 1);
    }

    JsonNode conversation(Ticket ticket) {
        return history(ticket).path("conversations").get(0);
    }

    JsonNode messages(Ticket ticket) {
        return http.getForObject("/api/v1/tickets/{id}/messages", JsonNode.class, ticket.id()).path("items");
    }

    ResponseEntity<JsonNode> say(Ticket ticket, String text, String key) {
        HttpHeaders headers = new HttpHeaders();
        if (key != null) {
            headers.set("Idempotency-Key", key);
        }
        return http.exchange("/api/v1/tickets/{id}/messages", HttpMethod.POST, new HttpEntity<>(Map.of("text", text, "author", "Jane Doe"), headers), JsonNode.class, ticket.id());
    }

    List<Object> acts(Ticket ticket) {
        return audit.of(ticket.id()).stream().map(row -> row.get("what")).filter(what -> what.toString().startsWith("conversation-")).toList();
    }
}
