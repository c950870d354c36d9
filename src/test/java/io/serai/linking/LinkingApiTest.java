package io.serai.linking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.audit.AuditTrail;
import io.serai.knowledge.Case;
import io.serai.knowledge.Evidence;
import io.serai.testing.HubTest;
import io.serai.testing.TestAdmin;
import io.serai.testing.Tickets;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Links as people see and judge them, on a whole hub. The tickets are of a tenant of their own, and resolved, so that the hub leaves them alone. */
@HubTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LinkingApiTest {

    private static final String TENANT = "linking";

    @Autowired TestRestTemplate rest;
    @Autowired ProducerTemplate routes;
    @Autowired LinkTicket linkTicket;
    @Autowired AuditTrail audit;
    @Autowired JdbcClient jdbc;
    private TestRestTemplate http;

    @BeforeEach
    void pagesAreThere() {
        http = rest.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD);
        await().atMost(Duration.ofSeconds(60)).until(() ->
            http.getForObject("/api/v1/knowledge/search?q=vpn drops", JsonNode.class), answer -> answer.path("items").size() > 0 && !answer.has("degraded"));
    }

    private Ticket ticket() {
        return Tickets.accept(routes, Tickets.ticket().tenant(TENANT).externalId(UUID.randomUUID().toString()).status(TicketStatus.RESOLVED).build());
    }

    private Ticket linked(Object... pagesAndScores) {
        Ticket ticket = ticket();
        link(ticket, pagesAndScores);
        return ticket;
    }

    private void link(Ticket ticket, Object... pagesAndScores) {
        List<Evidence> evidence = IntStream.range(0, pagesAndScores.length / 2)
            .mapToObj(i -> new Evidence("runbook", (String) pagesAndScores[2 * i], "?", (double) pagesAndScores[2 * i + 1], "", null, null, null)).toList();
        linkTicket.link(new Case(ticket, evidence, List.of(), null, null));
    }

    private JsonNode links(Ticket ticket) {
        return http.getForObject("/api/v1/tickets/{id}/links?tenant={t}", JsonNode.class, ticket.id(), TENANT).path("items");
    }

    private ResponseEntity<JsonNode> say(JsonNode link, String verdict, int version) {
        return http.postForEntity("/api/v1/links/{id}?tenant={t}", Map.of("verdict", verdict, "version", version), JsonNode.class, link.path("id").asText(), TENANT);
    }

    private List<String> pages(int count) {
        return jdbc.sql("SELECT name FROM knowledge_document WHERE tenant = '*' ORDER BY name LIMIT ?").param(count).query(String.class).list();
    }

    private List<Object> acts(Ticket ticket) {
        return audit.of(ticket.id()).stream().map(row -> row.get("what")).filter(what -> what.toString().startsWith("link-")).toList();
    }

    /** Before the others, which change pages: a ticket that comes while a change is being indexed is linked by a person. */
    @Test
    @Order(1)
    void aTicketIsLinkedByItselfAndToldSo() {
        await().atMost(Duration.ofSeconds(60)).until(() -> !http.getForObject("/api/v1/knowledge/search?q=vpn", JsonNode.class).has("degraded"));
        JsonNode filed = http.postForObject("/api/v1/tickets", Map.of("title", "VPN connection drops every few minutes",
            "description", "The client disconnects and then times out at connecting; the internet works."), JsonNode.class);
        JsonNode history = await().atMost(Duration.ofSeconds(60)).until(() ->
            http.getForObject("/api/v1/tickets/{id}", JsonNode.class, filed.path("id").asText()).path("history"), found -> found.path("writeBacks").size() > 0);
        JsonNode link = history.path("links").get(0);
        assertThat(link.path("page").asText()).isEqualTo("vpn-drops");
        assertThat(link.path("state").asText()).isEqualTo("linked");
        assertThat(link.path("automatic").asBoolean()).isTrue();
        assertThat(link.path("confidence").asDouble()).isGreaterThan(0.45);
        assertThat(history.path("writeBacks").get(0).path("note").asText()).contains("Linked page:\n- vpn-drops: VPN connection drops or cannot be established");
    }

    @Test
    void aPersonConfirmsOrRejectsALinkAndBothAreKnownByName() {
        Ticket ticket = linked(pages(1).get(0), 0.9);
        JsonNode link = links(ticket).get(0);
        ResponseEntity<JsonNode> rejected = say(link, "reject", 1);
        assertThat(rejected.getBody().path("state").asText()).isEqualTo("rejected");
        assertThat(rejected.getBody().path("reviewedBy").asText()).isEqualTo(TestAdmin.NAME);
        assertThat(rejected.getBody().path("reviewedAt").asText()).isNotEmpty();
        assertThat(rejected.getBody().path("automatic").asBoolean()).as("it was the hub that linked it").isTrue();
        ResponseEntity<JsonNode> late = say(link, "confirm", 1);
        assertThat(late.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(late.getBody().path("detail").asText()).contains("'version'");
        String gap = "/api/v1/knowledge/gaps/" + ticket.id() + "?tenant=" + TENANT;
        await().atMost(Duration.ofSeconds(30)).until(() -> http.getForEntity(gap, JsonNode.class).getStatusCode(), HttpStatus.OK::equals);
        assertThat(say(link, "confirm", 2).getBody().path("state").asText()).isEqualTo("confirmed");
        assertThat(http.getForEntity(gap, JsonNode.class).getStatusCode()).as("no gap any more").isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(acts(ticket)).containsExactly("link-made", "link-rejected", "link-confirmed");
        link(ticket, pages(2).get(1), 0.95);
        assertThat(links(ticket)).as("what a person said stands").singleElement().satisfies(only ->
            assertThat(only.path("page").asText()).isEqualTo(pages(1).get(0)));
    }

    @Test
    void whoPicksOneOfThePagesTurnsDownTheOthers() {
        List<String> pages = pages(3);
        Ticket ticket = linked(pages.get(0), 0.2, pages.get(1), 0.15, pages.get(2), 0.1);
        JsonNode waiting = http.getForObject("/api/v1/links?tenant={t}&size=500", JsonNode.class, TENANT).path("items");
        assertThat(waiting).filteredOn(link -> link.path("ticketId").asText().equals(ticket.id())).hasSize(3)
            .allSatisfy(link -> assertThat(link.path("automatic").asBoolean()).isFalse());
        JsonNode second = links(ticket).get(1);
        assertThat(second.path("page").asText()).isEqualTo(pages.get(1));
        say(second, "confirm", 1);
        assertThat(links(ticket)).extracting(link -> link.path("page").asText() + " " + link.path("state").asText())
            .containsExactly(pages.get(1) + " confirmed", pages.get(0) + " rejected", pages.get(2) + " rejected");
    }

    @Test
    void linksAgainReplaceWhatNobodyHasJudged() {
        List<String> pages = pages(3);
        Ticket ticket = linked(pages.get(0), 0.9);
        link(ticket, pages.get(1), 0.8);
        assertThat(links(ticket)).extracting(link -> link.path("page").asText()).containsExactly(pages.get(1));
        link(ticket, pages.get(1), 0.2, pages.get(2), 0.1);
        assertThat(links(ticket)).extracting(link -> link.path("state").asText()).containsExactly("review", "review");
        link(ticket, pages.get(1), 0.2, pages.get(2), 0.1);
        assertThat(acts(ticket)).as("the same again is no news").containsExactly("link-made", "link-made", "link-proposed", "link-proposed");
        link(ticket);
        assertThat(links(ticket)).isEmpty();
        link(ticket, "no-such-page", 0.9);
        assertThat(links(ticket)).as("a page that is gone by now").isEmpty();
    }

    @Test
    void aPersonLinksAPageThatTheHubDidNotFind() {
        Ticket ticket = ticket();
        String url = "/api/v1/tickets/{id}/links?tenant={t}";
        JsonNode link = http.postForObject(url, Map.of("page", pages(1).get(0)), JsonNode.class, ticket.id(), TENANT);
        assertThat(link.path("state").asText()).isEqualTo("confirmed");
        assertThat(link.path("automatic").asBoolean()).isFalse();
        assertThat(link.path("confidence").asDouble()).isEqualTo(1.0);
        ResponseEntity<JsonNode> unknown = http.postForEntity(url, Map.of("page", "no-such-page"), JsonNode.class, ticket.id(), TENANT);
        assertThat(unknown.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(unknown.getBody().path("detail").asText()).contains("'page'");
    }

    /** TRUST.md, S18. */
    @Test
    void s18AnotherTenantsLinksAreNotThere() {
        Ticket ticket = linked(pages(1).get(0), 0.9);
        String id = links(ticket).get(0).path("id").asText();
        for (String other : List.of("/api/v1/links/" + id, "/api/v1/tickets/" + ticket.id() + "/links")) {
            assertThat(http.getForEntity(other, JsonNode.class).getStatusCode()).as(other).isEqualTo(HttpStatus.NOT_FOUND);
            assertThat(http.getForEntity(other + "?tenant=other", JsonNode.class).getStatusCode()).as(other).isEqualTo(HttpStatus.NOT_FOUND);
        }
        assertThat(http.postForEntity("/api/v1/links/" + id, Map.of("verdict", "reject", "version", 1), JsonNode.class).getStatusCode())
            .isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(http.postForEntity("/api/v1/tickets/" + ticket.id() + "/links?tenant=other", Map.of("page", pages(1).get(0)), JsonNode.class).getStatusCode())
            .isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(http.getForObject("/api/v1/links?state=linked&size=500", JsonNode.class).path("items"))
            .noneMatch(link -> link.path("id").asText().equals(id));
        assertThat(links(ticket).get(0).path("state").asText()).isEqualTo("linked");
        assertThat(http.getForEntity("/api/v1/links?tenant=A'--", JsonNode.class).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    }

    @Test
    void whatIsNoVerdictIsRefusedInWords() {
        JsonNode link = links(linked(pages(1).get(0), 0.9)).get(0);
        assertThat(say(link, "maybe", 1).getBody().path("detail").asText()).isEqualTo("'verdict' must be confirm or reject.");
        ResponseEntity<JsonNode> noVersion = http.postForEntity("/api/v1/links/{id}?tenant={t}", Map.of("verdict", "reject"), JsonNode.class,
            link.path("id").asText(), TENANT);
        assertThat(noVersion.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(noVersion.getBody().path("detail").asText()).contains("'version'");
        assertThat(http.getForEntity("/api/v1/links?state=Linked", JsonNode.class).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(rest.getForEntity("/api/v1/links", JsonNode.class).getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
    }
}
