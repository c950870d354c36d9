package io.serai.resolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.testing.HubTest;
import io.serai.testing.TestAdmin;
import io.serai.testing.Tickets;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** From confirmed resolutions over a gap to a page that somebody approved, on a whole hub; each test in a tenant of its own. */
@HubTest
class GapsApiTest {

    private static final String CAUSE = "MAST-DRY";

    @Autowired TestRestTemplate rest;
    @Autowired ProducerTemplate routes;
    private TestRestTemplate http;
    private String tenant;

    @BeforeEach
    void pagesAreThere() {
        http = rest.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD);
        tenant = "gaps-" + UUID.randomUUID();
        await().atMost(Duration.ofSeconds(60)).until(() ->
            http.getForObject("/api/v1/knowledge/search?q=vpn drops", JsonNode.class), answer -> answer.path("items").size() > 0 && !answer.has("degraded"));
    }

    private ResponseEntity<JsonNode> send(HttpMethod method, String path, Integer revision, Object body) {
        HttpHeaders headers = new HttpHeaders();
        if (revision != null) {
            headers.setIfMatch("\"" + revision + "\"");
        }
        return http.exchange("/api/v1" + path + (path.contains("?") ? "&" : "?") + "tenant=" + tenant, method, new HttpEntity<>(body, headers), JsonNode.class);
    }

    private Ticket ticket(String title, TicketStatus status) {
        return Tickets.accept(routes, Tickets.ticket().tenant(tenant).externalId(UUID.randomUUID().toString()).title(title)
            .description("The zeppelin cannot be moored, because the mooring mast squeaks and will not swivel.").category(null).affectedSystem(null).status(status).build());
    }

    private Ticket resolved(String title, String cause) {
        Ticket ticket = ticket(title, TicketStatus.RESOLVED);
        ResponseEntity<JsonNode> confirmed = send(HttpMethod.POST, "/tickets/" + ticket.id() + "/resolution", null, Map.of("rootCause", cause, "summary", "Oiled the swivel bearing.",
            "steps", List.of(Map.of("text", "Wait for an hour.", "helped", false), Map.of("text", "Lock the mast.", "helped", true), Map.of("text", "Oil the swivel bearing.", "helped", true))));
        assertThat(confirmed.getStatusCode()).as(String.valueOf(confirmed.getBody())).isEqualTo(HttpStatus.CREATED);
        return ticket;
    }

    private void cause(String code) {
        assertThat(send(HttpMethod.POST, "/knowledge/root-causes", null, Map.of("code", code, "title", "Dry swivel bearing")).getStatusCode()).isEqualTo(HttpStatus.CREATED);
    }

    private JsonNode gap(Ticket ticket) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> send(HttpMethod.GET, "/knowledge/gaps/" + ticket.id(), null, null), answer -> answer.getStatusCode().is2xxSuccessful())
            .getBody();
    }

    @Test
    void aGapThatSimilarTicketsAgreeOnIsDraftedOnceAndSentForApproval() {
        cause(CAUSE);
        for (int i = 0; i < 4; i++) {
            resolved("Mooring mast squeaks and does not swivel", CAUSE);
        }
        Ticket ticket = ticket("Mooring mast squeaks, does not swivel", TicketStatus.OPEN);
        JsonNode gap = await().atMost(Duration.ofSeconds(30)).until(() -> send(HttpMethod.GET, "/knowledge/gaps/" + ticket.id(), null, null).getBody(), found -> found.has("article"));
        assertThat(gap.path("way").asText()).isEqualTo("drafted");
        assertThat(gap.path("likelihood").asDouble()).isGreaterThanOrEqualTo(0.7);
        assertThat(gap.path("similar")).hasSize(4);
        JsonNode article = send(HttpMethod.GET, "/knowledge/articles/" + gap.path("article").asText(), null, null).getBody();
        assertThat(article.path("state").asText()).isEqualTo("in_review");
        assertThat(article.path("author").asText()).isEqualTo("hub");
        assertThat(article.path("title").asText()).isEqualTo("Mooring mast squeaks and does not swivel: Dry swivel bearing");
        assertThat(article.path("steps")).extracting(step -> step.path("text").asText()).containsExactly("Lock the mast.", "Oil the swivel bearing.");
        assertThat(article.path("body").asText()).contains("## What did not help\n\n- Wait for an hour.", "Written by template.", "Nobody has reviewed it yet.");
        assertThat(article.path("draftedFrom")).hasSize(4);

        Ticket second = ticket("The mooring mast squeaks and does not swivel", TicketStatus.OPEN);
        assertThat(gap(second).path("article").asText()).as("no second draft of the same").isEqualTo(article.path("id").asText());
        assertThat(send(HttpMethod.GET, "/knowledge/articles?state=in_review", null, null).getBody().path("items")).hasSize(1);
        assertThat(send(HttpMethod.POST, "/knowledge/gaps/" + second.id() + "/draft", null, null).getStatusCode()).isEqualTo(HttpStatus.CONFLICT);

        ResponseEntity<JsonNode> approved = send(HttpMethod.POST, "/knowledge/articles/" + article.path("id").asText() + "/approve", article.path("revision").asInt(), null);
        assertThat(approved.getBody().path("state").asText()).isEqualTo("published");
        send(HttpMethod.POST, "/tickets/" + ticket.id() + "/links", null, Map.of("page", article.path("name").asText()));
        assertThat(send(HttpMethod.GET, "/knowledge/gaps/" + ticket.id(), null, null).getStatusCode()).as("a linked ticket is no gap").isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(send(HttpMethod.GET, "/knowledge/gaps?way=drafted", null, null).getBody().path("items")).extracting(row -> row.path("ticketId").asText())
            .containsExactly(second.id());
    }

    @Test
    void aGapWithoutConfirmedResolutionsIsForAPerson() {
        ticket("Mooring mast squeaks and does not swivel", TicketStatus.RESOLVED);
        Ticket ticket = ticket("Mooring mast squeaks and does not swivel", TicketStatus.OPEN);
        JsonNode gap = gap(ticket);
        assertThat(gap.path("way").asText()).as("a resolved ticket that nobody confirmed counts for nothing").isEqualTo("person");
        assertThat(gap.path("likelihood").asDouble()).isZero();
        ResponseEntity<JsonNode> draft = send(HttpMethod.POST, "/knowledge/gaps/" + ticket.id() + "/draft", null, null);
        assertThat(draft.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(draft.getBody().path("detail").asText()).contains("somebody has to write it");
    }

    @Test
    void aDraftThatIsAskedForIsNotHandedInByItself() {
        cause(CAUSE);
        cause("OTHER");
        resolved("Mooring mast squeaks and does not swivel", CAUSE);
        resolved("Mooring mast squeaks and does not swivel", "OTHER");
        Ticket ticket = ticket("Mooring mast squeaks and does not swivel", TicketStatus.OPEN);
        JsonNode gap = gap(ticket);
        assertThat(gap.path("way").asText()).as("two causes that are equally likely").isEqualTo("person");
        JsonNode drafted = send(HttpMethod.POST, "/knowledge/gaps/" + ticket.id() + "/draft", null, null).getBody();
        assertThat(send(HttpMethod.GET, "/knowledge/articles/" + drafted.path("article").asText(), null, null).getBody().path("state").asText()).isEqualTo("draft");
    }

    @Test
    void suggestionsArePagesAndConfirmedTicketsOfTheTenant() {
        cause(CAUSE);
        Ticket similar = resolved("Mooring mast squeaks and does not swivel", CAUSE);
        JsonNode found = send(HttpMethod.POST, "/tickets/search-suggestions", null, Map.of("title", "VPN drops and the mooring mast squeaks", "size", 3)).getBody();
        assertThat(found.path("pages")).extracting(page -> page.path("id").asText()).contains("vpn-drops");
        assertThat(found.path("tickets")).singleElement().satisfies(ticket -> {
            assertThat(ticket.path("ticketId").asText()).isEqualTo(similar.id());
            assertThat(ticket.path("rootCause").asText()).isEqualTo(CAUSE);
            assertThat(ticket.at("/steps/2/helped").asBoolean()).isTrue();
        });
        Tickets.accept(routes, Tickets.ticket().tenant(tenant).externalId(similar.source().externalId()).title(similar.title()).updatedAt(Tickets.OPENED.plusSeconds(60)).build());
        assertThat(send(HttpMethod.POST, "/tickets/search-suggestions", null, Map.of("title", "mooring mast squeaks")).getBody().path("tickets"))
            .as("a ticket that came back is no example").isEmpty();
        tenant = "other";
        assertThat(send(HttpMethod.POST, "/tickets/search-suggestions", null, Map.of("title", "mooring mast squeaks")).getBody().path("tickets")).isEmpty();
        assertThat(send(HttpMethod.POST, "/tickets/search-suggestions", null, Map.of("title", " ")).getBody().path("detail").asText()).isEqualTo("'title' is missing.");
    }

    @Test
    void aResolutionIsForResolvedTicketsAndChangedOnlyByWhoHasSeenIt() {
        cause(CAUSE);
        Ticket open = ticket("Mooring mast squeaks", TicketStatus.OPEN);
        Map<String, Object> body = Map.of("summary", "Oiled it.");
        assertThat(send(HttpMethod.POST, "/tickets/" + open.id() + "/resolution", null, body).getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        Ticket ticket = resolved("Mooring mast squeaks", CAUSE);
        String path = "/tickets/" + ticket.id() + "/resolution";
        assertThat(send(HttpMethod.POST, path, null, body).getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(send(HttpMethod.PUT, path, null, body).getStatusCode()).isEqualTo(HttpStatus.PRECONDITION_REQUIRED);
        assertThat(send(HttpMethod.PUT, path, 1, body).getBody().path("version").asInt()).isEqualTo(2);
        assertThat(send(HttpMethod.PUT, path, 1, body).getStatusCode()).isEqualTo(HttpStatus.PRECONDITION_FAILED);
        JsonNode read = send(HttpMethod.GET, path, null, null).getBody();
        assertThat(read.path("confirmedBy").asText()).isEqualTo(TestAdmin.NAME);
        assertThat(read.has("rootCause")).isFalse();
        ResponseEntity<JsonNode> unknown = send(HttpMethod.PUT, path, 2, Map.of("summary", "x", "rootCause", "NONE"));
        assertThat(unknown.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(unknown.getBody().path("detail").asText()).isEqualTo("'rootCause' is none of the known root causes.");
        assertThat(send(HttpMethod.PUT, path, 2, Map.of("summary", "x", "steps", List.of(Map.of("text", "", "helped", true)))).getBody().path("detail").asText())
            .isEqualTo("'steps[0].text' is missing.");
    }

    @Test
    void rootCausesHaveCodesOfTheirTenant() {
        cause("B-2");
        cause("A-1");
        assertThat(send(HttpMethod.POST, "/knowledge/root-causes", null, Map.of("code", "A-1", "title", "again")).getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(send(HttpMethod.POST, "/knowledge/root-causes", null, Map.of("code", "a b", "title", "x")).getBody().path("detail").asText()).startsWith("'code' must match");
        JsonNode first = send(HttpMethod.GET, "/knowledge/root-causes?size=1", null, null).getBody();
        assertThat(first.at("/items/0/code").asText()).isEqualTo("A-1");
        assertThat(send(HttpMethod.GET, "/knowledge/root-causes?after=" + first.path("next").asText(), null, null).getBody().at("/items/0/code").asText()).isEqualTo("B-2");
        assertThat(send(HttpMethod.PUT, "/knowledge/root-causes/A-1", 1, Map.of("title", "Rust", "description", "It rains.")).getBody().path("title").asText()).isEqualTo("Rust");
        assertThat(send(HttpMethod.PUT, "/knowledge/root-causes/A-1", 1, Map.of("title", "Rust")).getStatusCode()).isEqualTo(HttpStatus.PRECONDITION_FAILED);
    }

    /** TRUST.md, S18. */
    @Test
    void s18AnotherTenantsResolutionsGapsAndCausesAreNotThere() {
        cause(CAUSE);
        Ticket ticket = resolved("Mooring mast squeaks", CAUSE);
        Ticket open = ticket("Mooring mast squeaks on Tuesdays", TicketStatus.OPEN);
        gap(open);
        tenant = "other";
        Map<String, Object> body = Map.of("summary", "x", "title", "x");
        assertThat(send(HttpMethod.GET, "/tickets/" + ticket.id() + "/resolution", null, null).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(send(HttpMethod.POST, "/tickets/" + ticket.id() + "/resolution", null, body).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(send(HttpMethod.PUT, "/tickets/" + ticket.id() + "/resolution", 1, body).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(send(HttpMethod.GET, "/knowledge/gaps/" + open.id(), null, null).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(send(HttpMethod.POST, "/knowledge/gaps/" + open.id() + "/draft", null, null).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(send(HttpMethod.GET, "/knowledge/gaps", null, null).getBody().path("items")).noneMatch(row -> row.path("ticketId").asText().equals(open.id()));
        assertThat(send(HttpMethod.GET, "/knowledge/root-causes/" + CAUSE, null, null).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(send(HttpMethod.PUT, "/knowledge/root-causes/" + CAUSE, 1, body).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    }
}
