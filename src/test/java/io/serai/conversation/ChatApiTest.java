package io.serai.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.audit.AuditTrail;
import io.serai.testing.HubTest;
import io.serai.testing.TestAdmin;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Questions before there is a ticket, on a whole hub. */
@HubTest
class ChatApiTest {

    @Autowired TestRestTemplate rest;
    @Autowired AuditTrail audit;
    @Autowired JdbcClient jdbc;
    private TestRestTemplate http;

    @BeforeEach
    void pagesAreThere() {
        http = rest.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD);
        await().atMost(Duration.ofSeconds(60)).until(() ->
            http.getForObject("/api/v1/knowledge/search?q=vpn drops", JsonNode.class), answer -> answer.path("items").size() > 0 && !answer.has("degraded"));
    }

    private ResponseEntity<JsonNode> ask(String conversation, String text, String key) {
        Map<String, String> body = new HashMap<>(Map.of("text", text, "author", "Jane Doe"));
        if (conversation != null) {
            body.put("conversation", conversation);
        }
        HttpHeaders headers = new HttpHeaders();
        if (key != null) {
            headers.set("Idempotency-Key", key);
        }
        return http.exchange("/api/v1/chat", HttpMethod.POST, new HttpEntity<>(body, headers), JsonNode.class);
    }

    @Test
    void aQuestionIsAnsweredFromAPageThatIsNamed() {
        JsonNode answered = ask(null, "My VPN connection drops every few minutes and then times out at connecting", null).getBody();
        assertThat(answered.path("answer").path("text").asText()).startsWith("The page \u201CVPN connection drops or cannot be established\u201D fits what you ask.")
            .contains("Likely cause: Weak home Wi-Fi", "What to do:\n1. Ask whether others are affected.", "Source: vpn-drops",
                "If this does not help, a ticket can be filed from this conversation.");
        assertThat(answered.path("sources").get(0).path("id").asText()).isEqualTo("vpn-drops");
        assertThat(answered.path("sources").get(0).path("score").asDouble()).isGreaterThan(0.3);
        assertThat(answered.path("left").asInt()).isEqualTo(9);
    }

    @Test
    void whatNothingHereAnswersIsSaidSoInTheLanguageOfTheQuestion() {
        JsonNode answered = ask(null, "Wann wird die Kantine am Freitag wieder geöffnet, und was gibt es dort zu essen?", null).getBody();
        assertThat(answered.path("answer").path("text").asText()).startsWith("Nichts von dem, was hier bekannt ist, beantwortet das.").endsWith("erstellt werden.");
        assertThat(answered.path("sources")).isEmpty();
    }

    @Test
    void aConversationGoesOnAndBecomesATicketOnce() {
        JsonNode first = ask(null, "Something is wrong with my computer at home", "first").getBody();
        String id = first.path("conversation").asText();
        JsonNode second = ask(id, "The VPN connection drops every few minutes and times out at connecting", null).getBody();
        assertThat(second.path("sources").get(0).path("id").asText()).isEqualTo("vpn-drops");
        assertThat(second.path("left").asInt()).isEqualTo(8);
        assertThat(http.getForObject("/api/v1/chat/{id}", JsonNode.class, id).path("messages").findValuesAsText("direction")).containsExactly("in", "out", "in", "out");

        ResponseEntity<JsonNode> filed = http.postForEntity(second.path("offers").path("ticket").asText(), null, JsonNode.class);
        assertThat(filed.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        JsonNode ticket = filed.getBody();
        assertThat(ticket.path("title").asText()).isEqualTo("Something is wrong with my computer at home");
        assertThat(ticket.path("description").asText()).endsWith("\n\nThe VPN connection drops every few minutes and times out at connecting");
        assertThat(ticket.path("requester").path("name").asText()).isEqualTo("Jane Doe");
        ResponseEntity<JsonNode> again = http.postForEntity("/api/v1/chat/{id}/ticket", Map.of("title", "Other"), JsonNode.class, id);
        assertThat(again.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(again.getBody().path("id")).isEqualTo(ticket.path("id"));
        assertThat(ask(id, "One more thing", null).getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        String ticketId = ticket.path("id").asText();
        JsonNode history = http.getForObject("/api/v1/tickets/{id}", JsonNode.class, ticketId).path("history").path("conversations").get(0);
        assertThat(history.path("kind").asText()).isEqualTo("chat");
        assertThat(history.path("messages")).hasSize(4);
        assertThat(audit.of(ticketId).stream().map(row -> row.get("what"))).contains("conversation-filed");
    }

    @Test
    void aQuestionThatIsSentTwiceIsOneQuestion() {
        String key = UUID.randomUUID().toString();
        JsonNode first = ask(null, "The printer is offline", key).getBody();
        assertThat(ask(null, "The printer is offline", key).getBody()).isEqualTo(first);
        assertThat(ask(null, "The scanner is offline", key).getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
    }

    @Test
    void afterSoManyQuestionsAnotherConversationIsBegun() {
        String id = ask(null, "The printer is offline", null).getBody().path("conversation").asText();
        jdbc.sql("UPDATE conversation SET rounds = 10 WHERE id = ?::uuid").param(id).update();
        ResponseEntity<JsonNode> refused = ask(id, "And now?", null);
        assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(refused.getBody().path("detail").asText()).contains("10 questions");
    }

    @Test
    void anotherTenantsConversationIsUnknown() {
        String id = ask(null, "The printer is offline", null).getBody().path("conversation").asText();
        assertThat(http.getForEntity("/api/v1/chat/{id}?tenant=other", JsonNode.class, id).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(http.postForEntity("/api/v1/chat/{id}/ticket?tenant=other", null, JsonNode.class, id).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(http.postForEntity("/api/v1/chat?tenant=other", Map.of("conversation", id, "text", "x"), JsonNode.class).getStatusCode())
            .isEqualTo(HttpStatus.NOT_FOUND);
    }
}
