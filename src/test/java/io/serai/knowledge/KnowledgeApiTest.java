package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.context.RequesterContext;
import io.serai.testing.HubTest;
import io.serai.testing.TestAdmin;
import io.serai.testing.Tickets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

@HubTest
class KnowledgeApiTest {

    @Autowired TestRestTemplate http;
    @Autowired KeepKnowledge keeper;
    @Autowired EnrichTicket enrich;

    @BeforeEach
    void indexed() {
        await().atMost(Duration.ofSeconds(60)).until(keeper::complete);
    }

    private ResponseEntity<JsonNode> search(String q, String size) {
        return http.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).getForEntity("/api/v1/knowledge/search?q={q}&size={size}", JsonNode.class, q, size);
    }

    @Test
    void aSearchAnswersWithRunbooksBestFirst() {
        JsonNode answer = search("VPN drops when working from home", "3").getBody();
        assertThat(answer.path("items")).hasSize(3);
        JsonNode first = answer.path("items").get(0);
        assertThat(first.path("id").asText()).isEqualTo("vpn-drops");
        assertThat(first.path("title").asText()).isEqualTo("VPN connection drops or cannot be established");
        assertThat(first.path("score").asDouble()).isGreaterThan(answer.path("items").get(1).path("score").asDouble());
        assertThat(first.path("excerpt").asText()).isNotBlank();
        assertThat(first.path("categories")).extracting(JsonNode::asText).contains("vpn");
        assertThat(answer.has("degraded")).isFalse();
    }

    @Test
    void aSearchWithoutWordsOrWithTooManyIsRefused() {
        assertThat(search(" ", "5").getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        ResponseEntity<JsonNode> tooLong = search("a".repeat(2_001), "5");
        assertThat(tooLong.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(tooLong.getBody().path("detail").asText()).contains("2000");
        for (String size : new String[] {"0", "51", "-1", "x", "99999999999"}) {
            assertThat(search("disk", size).getStatusCode()).as(size).isEqualTo(HttpStatus.BAD_REQUEST);
        }
        assertThat(search("a ".repeat(1_000), "50").getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void aSearchIsNarrowedByCategoryAndDayAndSaysWhyItFoundWhat() {
        JsonNode vpn = found("q=connection drops&category=VPN&changedSince=2020-01-01").path("items");
        assertThat(vpn).isNotEmpty().allSatisfy(item -> assertThat(item.path("categories")).extracting(JsonNode::asText).contains("vpn"));
        JsonNode match = vpn.get(0).path("match");
        assertThat(match.path("terms")).extracting(JsonNode::asText).contains("drops");
        assertThat(match.path("inTitle")).extracting(JsonNode::asText).contains("drops");
        assertThat(match.path("similarity").asDouble()).isBetween(0.5, 1.0);
        assertThat(match.path("passage").asText()).isNotBlank().hasSizeLessThanOrEqualTo(600);
        assertThat(found("q=connection drops&changedSince=2100-01-01T00:00:00Z").path("items")).isEmpty();
        assertThat(found("q=connection drops&product=no such product").path("items")).isEmpty();
        assertThat(found("q=connection drops").path("items")).hasSize(5);
        assertThat(found("q=x&category=kubernetes").path("detail").asText()).startsWith("'category': ");
        assertThat(found("q=x&language=english").path("detail").asText()).contains("two letters");
        assertThat(found("q=x&changedSince=yesterday").path("detail").asText()).contains("2026-01-31");
    }

    private JsonNode found(String query) {
        return http.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).getForEntity("/api/v1/knowledge/search?" + query, JsonNode.class).getBody();
    }

    @Test
    void nobodySearchesWithoutLoggingIn() {
        assertThat(http.getForEntity("/api/v1/knowledge/search?q=disk", String.class).getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
    }

    /** TRUST.md, S4 and S5: whatever is asked is text, in the query language of no one. */
    @ParameterizedTest
    @ValueSource(strings = {"title:disk AND *:*", "/.*/", "disk~2^100", "[a TO z]", "{* TO *}", "\"unclosed", "((((((", "!(-+&&||", "\\", "?*", "tenant:red",
        "disk') OR 1=1 --", "'; DROP TABLE knowledge_document; --", "${sys.env.PATH}", "#{T(java.lang.Runtime)}", "{{env:HOME}}", "%s%n%x", "\u202Edisk\u0000",
        "\uD83D\uDE00", "a\nb\tc"})
    void queryLanguagesAreText(String q) {
        ResponseEntity<JsonNode> answer = search(q, "50");
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(answer.getBody().path("items")).allSatisfy(item -> assertThat(item.path("id").asText()).matches("[a-z-]+"));
        assertThat(answer.getBody().has("degraded")).isFalse();
        assertThat(enrich.enrich(Tickets.ticket().title(q + "x").description(q).build(), RequesterContext.NONE).degraded()).isNull();
    }

    @Test
    void aTicketOfManyThousandWordsIsEnrichedLikeAnyOther() {
        String flood = "(disk AND \u0301\u0302 *)~0.5 ".repeat(2_700);
        Case found = enrich.enrich(Tickets.ticket().title("Disk is filling up").description(flood).errorMessages("x".repeat(65_000)).build(),
            RequesterContext.NONE);
        assertThat(found.degraded()).isNull();
        assertThat(found.evidence()).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void theAlertsOwnNameCounts() {
        Question question = EnrichTicket.question(Tickets.ticket().title("Something is wrong").label("alertname", "HostOutOfDiskSpace").build());
        assertThat(question.sentence()).startsWith("Host Out Of Disk Space. Something is wrong");
    }
}
