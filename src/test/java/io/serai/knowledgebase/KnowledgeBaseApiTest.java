package io.serai.knowledgebase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.knowledge.Evidence;
import io.serai.knowledge.PublishedPages;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The knowledge base as people use it, on a whole hub; of a tenant of its own, so that what is published here is found by nobody else. */
@HubTest
class KnowledgeBaseApiTest {

    private static final String ROOT = "/api/v1/knowledge/articles";
    private static final String TENANT = "knowledge-base";
    private static final String REVIEWER = "reviewer";

    @Autowired TestRestTemplate rest;
    @Autowired PublishedPages pages;
    @Autowired PasswordEncoder passwords;
    @Autowired ProducerTemplate routes;
    @Autowired JdbcClient jdbc;

    private TestRestTemplate author;
    private TestRestTemplate reviewer;

    @BeforeEach
    void twoPeople() {
        if (jdbc.sql("SELECT 1 FROM account WHERE name = ?").param(REVIEWER).query(Integer.class).optional().isEmpty()) {
            jdbc.sql("INSERT INTO account (name, password_hash) VALUES (?, ?)").params(REVIEWER, passwords.encode("r3viewer")).update();
        }
        author = rest.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD);
        reviewer = rest.withBasicAuth(REVIEWER, "r3viewer");
    }

    private static ResponseEntity<JsonNode> send(TestRestTemplate who, HttpMethod method, String path, Integer revision, Object body) {
        HttpHeaders headers = new HttpHeaders();
        if (revision != null) {
            headers.setIfMatch("\"" + revision + "\"");
        }
        return who.exchange(ROOT + path + (path.contains("?") ? "&" : "?") + "tenant=" + TENANT, method, new HttpEntity<>(body, headers), JsonNode.class);
    }

    private JsonNode create(String title, String body) {
        ResponseEntity<JsonNode> created = send(author, HttpMethod.POST, "", null,
            Map.of("kind", "runbook", "title", title, "body", body, "categories", List.of("printer"), "steps", List.of(Map.of("text", "Open the rear flap."))));
        assertThat(created.getStatusCode()).as(String.valueOf(created.getBody())).isEqualTo(HttpStatus.CREATED);
        assertThat(created.getHeaders().getETag()).isEqualTo("\"1\"");
        return created.getBody();
    }

    private JsonNode get(String id) {
        return send(author, HttpMethod.GET, "/" + id, null, null).getBody();
    }

    /** @return the article after the act */
    private JsonNode act(TestRestTemplate who, String id, String act, Object body) {
        ResponseEntity<JsonNode> done = send(who, HttpMethod.POST, "/" + id + "/" + act, get(id).path("revision").asInt(), body);
        assertThat(done.getStatusCode()).as(act + ": " + done.getBody()).isEqualTo(HttpStatus.OK);
        return done.getBody();
    }

    private String published(String title, String body) {
        String id = create(title, body).path("id").asText();
        act(author, id, "submit", null);
        act(reviewer, id, "approve", null);
        return id;
    }

    private List<String> found(String words) {
        return pages.find(TENANT, words, "", 5).stream().map(Evidence::id).toList();
    }

    /** TRUST.md, S23: what nobody approved influences nothing. */
    @Test
    void s23AnArticleIsFoundOnlyOnceAnotherPersonHasApprovedIt() {
        JsonNode created = create("Plotter prints magenta stripes", "The plotter's magenta cartridge leaks.");
        String id = created.path("id").asText();
        String name = created.path("name").asText();
        assertThat(created.path("state").asText()).isEqualTo("draft");
        assertThat(act(author, id, "submit", null).path("state").asText()).isEqualTo("in_review");
        assertThat(jdbc.sql("SELECT count(*) FROM knowledge_document WHERE name = ?").param(name).query(Integer.class).single()).isZero();
        ResponseEntity<JsonNode> own = send(author, HttpMethod.POST, "/" + id + "/approve", 2, null);
        assertThat(own.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(own.getBody().path("detail").asText()).isEqualTo("Who wrote it cannot approve it; someone else has to.");

        JsonNode approved = act(reviewer, id, "approve", Map.of("comment", "tried it"));
        assertThat(approved.path("state").asText()).isEqualTo("published");
        assertThat(approved.path("approvedBy").asText()).isEqualTo(REVIEWER);
        assertThat(approved.path("reviewAt").asText()).isNotEmpty();
        await().atMost(Duration.ofSeconds(60)).until(() -> found("plotter prints magenta stripes").contains(name));
        assertThat(pages.find("default", "plotter prints magenta stripes", "", 5)).noneMatch(page -> page.id().equals(name));

        ResponseEntity<JsonNode> edited = send(reviewer, HttpMethod.PUT, "/" + id, approved.path("revision").asInt(),
            Map.of("title", "Plotter prints cyan stripes", "body", "Now it is about cyan."));
        assertThat(edited.getBody().path("state").asText()).isEqualTo("draft");
        assertThat(edited.getBody().path("publishedVersion").asInt()).isEqualTo(1);
        assertThat(jdbc.sql("SELECT title FROM knowledge_document WHERE name = ?").param(name).query(String.class).single())
            .as("the approved version stays until the next is approved").isEqualTo("Plotter prints magenta stripes");
        act(author, id, "submit", null);
        assertThat(send(reviewer, HttpMethod.POST, "/" + id + "/approve", get(id).path("revision").asInt(), null).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(act(author, id, "approve", null).path("publishedVersion").asInt()).as("its first author wrote nothing of the second version").isEqualTo(2);

        assertThat(act(author, id, "retire", Map.of("comment", "sold")).path("state").asText()).isEqualTo("retired");
        await().atMost(Duration.ofSeconds(60)).until(() -> !found("plotter prints cyan stripes").contains(name));
    }

    @Test
    void whatIsNotYetRightGoesBackWithARemark() {
        String id = create("Scanner beeps twice", "…").path("id").asText();
        act(author, id, "submit", null);
        ResponseEntity<JsonNode> silent = send(reviewer, HttpMethod.POST, "/" + id + "/return", 2, null);
        assertThat(silent.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(silent.getBody().path("detail").asText()).contains("'comment'");
        JsonNode returned = act(reviewer, id, "return", Map.of("comment", "say which scanner"));
        assertThat(returned.path("state").asText()).isEqualTo("draft");
        assertThat(returned.path("remark").asText()).isEqualTo("say which scanner");
        ResponseEntity<JsonNode> early = send(reviewer, HttpMethod.POST, "/" + id + "/approve", returned.path("revision").asInt(), null);
        assertThat(early.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(jdbc.sql("SELECT what FROM audit WHERE details ->> 'article' = ? ORDER BY id").param(returned.path("name").asText()).query(String.class).list())
            .containsExactly("article-created", "article-submitted", "article-returned");
    }

    @Test
    void versionsAreKeptComparedAndTakenUpAgain() {
        String id = create("Fax is silent", "Plug it in.").path("id").asText();
        send(reviewer, HttpMethod.PUT, "/" + id, 1, Map.of("title", "Fax is silent", "body", "Throw it away.", "comment", "be honest"));
        JsonNode versions = send(author, HttpMethod.GET, "/" + id + "/versions?size=1", null, null).getBody();
        assertThat(versions.at("/items/0/version").asInt()).isEqualTo(2);
        assertThat(versions.at("/items/0/author").asText()).isEqualTo(REVIEWER);
        assertThat(versions.at("/items/0/comment").asText()).isEqualTo("be honest");
        assertThat(send(author, HttpMethod.GET, "/" + id + "/versions?after=" + versions.path("next").asText(), null, null).getBody().at("/items/0/version").asInt())
            .isEqualTo(1);
        assertThat(send(author, HttpMethod.GET, "/" + id + "/diff?from=1&to=2", null, null).getBody().path("diff").asText())
            .contains("-Plug it in.\n", "+Throw it away.\n", "-1. Open the rear flap.\n");
        ResponseEntity<JsonNode> restored = send(author, HttpMethod.POST, "/" + id + "/versions/1/restore", 2, null);
        assertThat(restored.getBody().path("version").asInt()).isEqualTo(3);
        assertThat(restored.getBody().path("body").asText()).isEqualTo("Plug it in.");
        assertThat(restored.getBody().at("/steps/0/text").asText()).isEqualTo("Open the rear flap.");
        assertThat(send(author, HttpMethod.GET, "/" + id + "/versions/3", null, null).getBody().path("restoredFrom").asInt()).isEqualTo(1);
        assertThat(send(author, HttpMethod.GET, "/" + id + "/diff?from=1&to=3", null, null).getBody().path("diff").asText()).isEmpty();
        assertThat(send(author, HttpMethod.GET, "/" + id + "/versions/9", null, null).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void whoHasNotSeenTheLatestChangesNothing() {
        String id = create("Monitor flickers", "Change the cable.").path("id").asText();
        Map<String, String> text = Map.of("title", "Monitor flickers", "body", "Change the monitor.");
        assertThat(send(author, HttpMethod.PUT, "/" + id, null, text).getStatusCode()).isEqualTo(HttpStatus.PRECONDITION_REQUIRED);
        assertThat(send(author, HttpMethod.PUT, "/" + id, 1, text).getHeaders().getETag()).isEqualTo("\"2\"");
        ResponseEntity<JsonNode> late = send(reviewer, HttpMethod.PUT, "/" + id, 1, text);
        assertThat(late.getStatusCode()).isEqualTo(HttpStatus.PRECONDITION_FAILED);
        assertThat(late.getBody().path("detail").asText()).contains("If-Match");
        assertThat(send(reviewer, HttpMethod.DELETE, "/" + id, 1, null).getStatusCode()).isEqualTo(HttpStatus.PRECONDITION_FAILED);
        JsonNode tended = send(reviewer, HttpMethod.PATCH, "/" + id, 2, Map.of("owner", "desk", "reviewAt", "2027-01-01T00:00:00Z")).getBody();
        assertThat(tended.path("owner").asText() + tended.path("reviewAt").asText() + tended.path("version").asInt()).isEqualTo("desk2027-01-01T00:00:00Z2");
        assertThat(send(author, HttpMethod.DELETE, "/" + id, 3, null).getStatusCode()).isEqualTo(HttpStatus.NO_CONTENT);
        assertThat(send(author, HttpMethod.GET, "/" + id, null, null).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        String kept = published("Keyboard sticks", "Clean it.");
        assertThat(send(author, HttpMethod.DELETE, "/" + kept, 3, null).getStatusCode()).as("what was published is retired").isEqualTo(HttpStatus.CONFLICT);
    }

    @Test
    void aSearchGoesThroughAllStatesPageByPage() {
        for (int i = 0; i < 3; i++) {
            create("Toner low " + i, "The cartridge of the zeppelin printer is empty. ".repeat(i + 1));
        }
        JsonNode first = send(author, HttpMethod.GET, "?q=zeppelin cartridges&size=2", null, null).getBody();
        assertThat(first.path("items")).hasSize(2).allSatisfy(row -> assertThat(row.path("excerpt").asText()).contains("zeppelin"));
        JsonNode second = send(author, HttpMethod.GET, "?q=zeppelin cartridges&size=2&after=" + first.path("next").asText(), null, null).getBody();
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.has("next")).isFalse();
        assertThat(send(author, HttpMethod.GET, "?q=zeppelin&state=published", null, null).getBody().path("items")).isEmpty();
        assertThat(send(author, HttpMethod.GET, "?q=zeppelin&category=printer&kind=runbook&owner=admin", null, null).getBody().path("items")).hasSize(3);
        assertThat(send(author, HttpMethod.GET, "?state=draft&size=1", null, null).getBody().path("next").asText()).isNotEmpty();
        for (String hostile : List.of("' OR 1=1 --", "a & | ! ( :*", "\"unclosed", "-", "${x}", "%00")) {
            assertThat(author.getForEntity(ROOT + "?tenant=" + TENANT + "&q={q}", JsonNode.class, hostile).getStatusCode()).as(hostile).isEqualTo(HttpStatus.OK);
        }
        assertThat(send(author, HttpMethod.GET, "?state=Draft", null, null).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(send(author, HttpMethod.GET, "?q=x&after=1.1.1~----", null, null).getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    }

    @Test
    void votesAreOneAPersonAndMoveThePageALittle() {
        String draft = create("Mouse is lost", "Look under the desk.").path("id").asText();
        assertThat(send(reviewer, HttpMethod.PUT, "/" + draft + "/vote", null, Map.of("helpful", true)).getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        String id = published("Mouse is dead", "Change its battery.");
        assertThat(send(author, HttpMethod.PUT, "/" + id + "/vote", null, Map.of("helpful", true)).getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        send(reviewer, HttpMethod.PUT, "/" + id + "/vote", null, Map.of("helpful", true));
        assertThat(send(reviewer, HttpMethod.PUT, "/" + id + "/vote", null, Map.of("helpful", true)).getBody().path("helpful").asInt()).isEqualTo(1);
        assertThat(boost(id)).isEqualTo(1 / 6.0);
        JsonNode changed = send(reviewer, HttpMethod.PUT, "/" + id + "/vote", null, Map.of("helpful", false)).getBody();
        assertThat(changed.path("helpful").asInt() + "/" + changed.path("unhelpful").asInt()).isEqualTo("0/1");
        assertThat(boost(id)).isEqualTo(-1 / 6.0);
        send(reviewer, HttpMethod.DELETE, "/" + id + "/vote", null, null);
        assertThat(boost(id)).isZero();
        int views = get(id).path("views").asInt();
        assertThat(get(id).path("views").asInt()).as("once a person and day").isEqualTo(views);
        assertThat(send(reviewer, HttpMethod.GET, "/" + id, null, null).getBody().path("views").asInt()).isEqualTo(views + 1);
    }

    private double boost(String article) {
        return jdbc.sql("SELECT d.boost FROM knowledge_document d JOIN kb_article a ON a.document = d.id WHERE a.id = ?::uuid").param(article).query(Double.class).single();
    }

    @Test
    void anArticleTellsHowManyOfItsTicketsItResolved() {
        String id = published("Badge reader is dark", "Reset the door controller.");
        String name = get(id).path("name").asText();
        assertThat(get(id).at("/effect/linked").asInt()).isZero();
        Ticket helped = linked(name, TicketStatus.RESOLVED);
        Ticket back = linked(name, TicketStatus.RESOLVED);
        linked(name, TicketStatus.CLOSED);
        Tickets.accept(routes, Tickets.ticket().tenant(TENANT).externalId(back.source().externalId()).updatedAt(Tickets.OPENED.plusSeconds(60)).build());
        JsonNode effect = get(id).path("effect");
        assertThat(effect.path("linked").asInt()).isEqualTo(3);
        assertThat(effect.path("resolved").asInt()).isEqualTo(3);
        assertThat(effect.path("helped").asInt()).isEqualTo(2);
        assertThat(effect.path("successRate").asDouble()).isEqualTo(2 / 3.0);
        JsonNode tickets = send(author, HttpMethod.GET, "/" + id + "/tickets?size=2", null, null).getBody();
        assertThat(tickets.path("items")).hasSize(2);
        assertThat(send(author, HttpMethod.GET, "/" + id + "/tickets?after=" + tickets.path("next").asText(), null, null).getBody().path("items"))
            .singleElement().satisfies(row -> {
                assertThat(row.path("ticketId").asText()).isEqualTo(helped.id());
                assertThat(row.path("helped").asBoolean()).isTrue();
            });
    }

    private Ticket linked(String page, TicketStatus status) {
        Ticket ticket = Tickets.accept(routes, Tickets.ticket().tenant(TENANT).externalId(UUID.randomUUID().toString()).status(status).build());
        assertThat(author.postForEntity("/api/v1/tickets/{id}/links?tenant={t}", Map.of("page", page), JsonNode.class, ticket.id(), TENANT).getStatusCode())
            .isEqualTo(HttpStatus.CREATED);
        return ticket;
    }

    /** TRUST.md, S18. */
    @Test
    void s18AnotherTenantsArticlesAreNotThere() {
        String id = published("Secret of the tenant", "Only ours.");
        HttpHeaders seen = new HttpHeaders();
        seen.setIfMatch("\"3\"");
        Map<String, Object> body = Map.of("title", "taken over", "body", "x", "helpful", true, "comment", "x");
        for (String path : List.of("GET ", "PUT ", "PATCH ", "DELETE ", "GET /tickets", "GET /versions", "GET /versions/1", "GET /diff?from=1&to=1", "POST /versions/1/restore",
            "POST /submit", "POST /approve", "POST /return", "POST /retire", "PUT /vote", "DELETE /vote")) {
            String[] parts = path.split(" ", -1);
            for (String tenant : List.of("default", "other")) {
                ResponseEntity<JsonNode> answer = reviewer.exchange(ROOT + "/" + id + parts[1] + (parts[1].contains("?") ? "&" : "?") + "tenant=" + tenant,
                    HttpMethod.valueOf(parts[0]), new HttpEntity<>(parts[0].equals("GET") ? null : body, seen), JsonNode.class);
                assertThat(answer.getStatusCode()).as(path + " " + tenant).isEqualTo(HttpStatus.NOT_FOUND);
            }
        }
        assertThat(author.getForObject(ROOT + "?q=secret tenant", JsonNode.class).path("items")).isEmpty();
        assertThat(get(id).path("revision").asInt()).as("nothing was changed").isEqualTo(3);
        assertThat(rest.getForEntity(ROOT, JsonNode.class).getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
    }

    /** TRUST.md, S20: what a person may not set is passed over. */
    @Test
    void s20StateAuthorAndVersionCannotBeSetFromOutside() {
        JsonNode created = send(author, HttpMethod.POST, "", null, Map.of("title", "Printer", "state", "published", "author", "hub", "approvedBy", "x", "version", 9,
            "publishedVersion", 9, "id", UUID.randomUUID().toString())).getBody();
        assertThat(created.path("state").asText()).isEqualTo("draft");
        assertThat(created.path("author").asText()).isEqualTo(TestAdmin.NAME);
        assertThat(created.path("version").asInt()).isEqualTo(1);
        assertThat(created.has("publishedVersion")).isFalse();
        assertThat(created.has("approvedBy")).isFalse();
    }

    @Test
    void whatIsWrongIsToldByField() {
        Map<Map<String, Object>, String> wrong = Map.of(
            Map.of("body", "x"), "'title' is missing.",
            Map.of("title", "x".repeat(501)), "'title' is longer than 500 characters.",
            Map.of("title", "x", "kind", "poem"), "'kind' must be article or runbook.",
            Map.of("title", "x", "categories", List.of("vpn", "zeppelin")), "'categories[1]' is none of the 16 categories.",
            Map.of("title", "x", "kind", "runbook", "steps", List.of(Map.of("text", " "))), "'steps[0].text' is missing.",
            Map.of("title", "x", "kind", "runbook", "steps", List.of(Map.of("text", "a", "action", "format-disk"))), "'steps[0].action' names no action of the catalogue.",
            Map.of("title", "x", "reviewAt", "tomorrow"), "The value at 'reviewAt' of the JSON body is not what it must be");
        wrong.forEach((body, message) -> {
            ResponseEntity<JsonNode> answer = send(author, HttpMethod.POST, "", null, body);
            assertThat(answer.getStatusCode()).as(message).isEqualTo(HttpStatus.BAD_REQUEST);
            assertThat(answer.getBody().path("detail").asText()).startsWith(message);
        });
    }
}
