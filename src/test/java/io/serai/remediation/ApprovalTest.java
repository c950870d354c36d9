package io.serai.remediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.serai.decision.Path;
import io.serai.remediation.Execution.State;
import io.serai.testing.TestAdmin;
import io.serai.testing.Tickets;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import io.serai.work.Correlation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** TRUST R19: exactly one effect or none; stale approvals are refused. */
class ApprovalTest extends RemediationRoom {

    @Autowired TestRestTemplate rest;
    @Autowired DecideApproval decide;
    @Autowired ExpireApprovals expire;
    @Autowired ApprovalStore approvals;
    @Autowired CamelContext context;

    @Test
    void isListedAndGivenAndThenTheActionIsCalledOnce() {
        String host = host();
        Execution waiting = waiting(host, stored(Tickets.ticket()));
        JsonNode listed = find(waiting.id());
        assertThat(listed.path("action").asText()).isEqualTo("risky");
        assertThat(listed.at("/parameters/host").asText()).isEqualTo(host);
        assertThat(listed.at("/reasons/0").asText()).isEqualTo("it is a test");
        assertThat(listed.has("ticketFacts")).isFalse();

        ResponseEntity<JsonNode> answer = say(waiting.id(), "{\"verdict\": \"approve\", \"comment\": \"go\\r\\nahead\"}");
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(answer.getBody().path("state").asText()).isEqualTo("APPROVED");

        assertThat(ended(waiting.id()).state()).isEqualTo(State.SUCCEEDED);
        assertThat(STUB.calls(host)).hasSize(1);
        Approval given = approvals.find(waiting.id()).orElseThrow();
        assertThat(given.verdict()).isEqualTo("approve");
        assertThat(given.decidedBy()).isEqualTo("admin");
        assertThat(given.decidedAt()).isNotNull();
        assertThat(given.comment()).isEqualTo("go ahead");
        assertThat(jdbc.sql("SELECT actor FROM audit WHERE what = 'approval-given' AND details ->> 'execution' = ?").param(waiting.id())
            .query(String.class).list()).containsExactly("admin");
        assertThat(find(waiting.id()).isMissingNode()).isTrue();
    }

    @Test
    void whatIsApprovedBearsTheCorrelationIdOfItsEvent() throws Exception {
        Execution[] waiting = new Execution[1];
        Correlation.with("event-1", () -> waiting[0] = waiting(host(), stored(Tickets.ticket())));
        context.getRouteController().stopRoute("remediation-execute-action");
        try {
            say(waiting[0].id(), "{\"verdict\": \"approve\"}");
            assertThat(jdbc.sql("SELECT correlation FROM work_item WHERE work_key = ?").param(waiting[0].id()).query(String.class).single()).isEqualTo("event-1");
        } finally {
            context.getRouteController().startRoute("remediation-execute-action");
        }
        assertThat(ended(waiting[0].id()).state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void aRejectionIsReportedAndNothingIsCalled() {
        String host = host();
        Execution waiting = waiting(host, stored(Tickets.ticket()));
        assertThat(say(waiting.id(), "{\"verdict\": \"reject\", \"comment\": \"not today\"}").getBody().path("state").asText()).isEqualTo("REJECTED");

        assertThat(ended(waiting.id()).detail()).isEqualTo("rejected by admin: not today");
        assertThat(STUB.calls(host)).isEmpty();
    }

    @Test
    void aSecondVerdictIsRefusedInWords() {
        Execution waiting = waiting(host(), stored(Tickets.ticket()));
        say(waiting.id(), "{\"verdict\": \"reject\"}");
        ResponseEntity<JsonNode> second = say(waiting.id(), "{\"verdict\": \"approve\"}");

        assertThat(second.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(second.getBody().path("detail").asText()).startsWith("It was decided before: reject by admin at ");
        assertThat(state(waiting.id())).isEqualTo(State.REJECTED);
    }

    @Test
    void ofManyVerdictsAtOnceExactlyOneHasEffect() throws Exception {
        String host = host();
        Execution waiting = waiting(host, stored(Tickets.ticket()));
        ExecutorService threads = Executors.newFixedThreadPool(10);
        List<Callable<Execution>> verdicts = IntStream.range(0, 10).<Callable<Execution>>mapToObj(i ->
            () -> decide.decide(waiting.id(), i % 2 == 0 ? Verdict.APPROVE : Verdict.REJECT, null, "user" + i)).toList();
        int effective = 0;
        for (Future<Execution> verdict : threads.invokeAll(verdicts)) {
            try {
                verdict.get();
                effective++;
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(RefusedApprovalException.class);
            }
        }
        threads.shutdown();
        assertThat(effective).isEqualTo(1);
        template.sendBody("direct:remediation-queue-execution", waiting);
        State ended = ended(waiting.id()).state();
        assertThat(STUB.calls(host)).hasSize(ended == State.SUCCEEDED ? 1 : 0);
    }

    @Test
    void isStaleOnceTheTicketHasChanged() {
        Ticket ticket = stored(Tickets.ticket());
        Execution waiting = waiting(host(), ticket);
        update(ticket, Tickets.ticket().description("It is the database, not the web server."));
        ResponseEntity<JsonNode> answer = say(waiting.id(), "{\"verdict\": \"approve\"}");

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(answer.getBody().path("detail").asText()).startsWith("The ticket has changed since this approval was asked for.");
        assertThat(state(waiting.id())).isEqualTo(State.WAITING_APPROVAL);
    }

    @Test
    void isNotStaleBecauseSomebodyTookTheTicket() {
        Ticket ticket = stored(Tickets.ticket());
        Execution waiting = waiting(host(), ticket);
        update(ticket, Tickets.ticket().assignee("Bob"));
        assertThat(say(waiting.id(), "{\"verdict\": \"approve\"}").getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void isStaleOnceTheTicketIsResolvedAndThenRejectedByTheHub() {
        Ticket ticket = stored(Tickets.ticket());
        Execution waiting = waiting(host(), ticket);
        update(ticket, Tickets.ticket().status(TicketStatus.RESOLVED));
        ResponseEntity<JsonNode> answer = say(waiting.id(), "{\"verdict\": \"approve\"}");
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(answer.getBody().path("detail").asText()).isEqualTo("The ticket is resolved, so nothing is left to be done.");

        assertThat(expire.expire()).extracting(Execution::id).contains(waiting.id());
        assertThat(approvals.find(waiting.id()).orElseThrow().comment()).isEqualTo("the ticket was resolved meanwhile");
    }

    @Test
    void expiresAndIsThenRejectedByTheHub() {
        Execution waiting = waiting(host(), stored(Tickets.ticket()));
        jdbc.sql("UPDATE approval SET expires_at = clock_timestamp() - interval '1 s' WHERE id = ?::uuid").param(waiting.id()).update();
        assertThat(say(waiting.id(), "{\"verdict\": \"approve\"}").getStatusCode()).isEqualTo(HttpStatus.CONFLICT);

        template.sendBody("direct:remediation-queue-execution", waiting);
        expire.expire();
        template.sendBody("direct:remediation-queue-execution", waiting);
        Execution rejected = ended(waiting.id());
        assertThat(rejected.state()).isEqualTo(State.REJECTED);
        assertThat(rejected.detail()).isEqualTo("nobody approved it in time");
        assertThat(approvals.find(waiting.id()).orElseThrow().decidedBy()).isEqualTo("hub");
    }

    @Test
    void isNotForWhoAskedForHelp() {
        Execution waiting = waiting(host(), stored(Tickets.ticket()));
        assertThatThrownBy(() -> decide.decide(waiting.id(), Verdict.APPROVE, null, "Jane.Doe@example.com"))
            .isInstanceOfSatisfying(RefusedApprovalException.class, e -> assertThat(e.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN));
        assertThat(state(waiting.id())).isEqualTo(State.WAITING_APPROVAL);
    }

    @Test
    void whatIsNoVerdictAndWhatIsNotThereIsRefusedInWords() {
        Execution waiting = waiting(host(), stored(Tickets.ticket()));
        assertThat(say(waiting.id(), "{\"verdict\": \"APPROVE\", \"state\": \"APPROVED\"}").getBody().path("detail").asText())
            .isEqualTo("'verdict' must be approve or reject.");
        assertThat(say("00000000-0000-7000-8000-000000000000", "{\"verdict\": \"approve\"}").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(rest.postForEntity("/api/v1/approvals/" + waiting.id(), Map.of("verdict", "approve"), String.class).getStatusCode())
            .isIn(HttpStatus.UNAUTHORIZED, HttpStatus.FORBIDDEN);
    }

    @Test
    void executionsAreListedNewestFirst() {
        Execution first = waiting(host(), stored(Tickets.ticket()));
        Execution second = waiting(host(), stored(Tickets.ticket()));
        JsonNode list = get("/api/v1/executions?state=waiting-approval&size=2");
        assertThat(list.at("/items/0/id").asText()).isEqualTo(second.id());
        assertThat(list.at("/items/1/id").asText()).isEqualTo(first.id());
        assertThat(get("/api/v1/executions?state=waiting-approval&size=1&after=" + second.id()).at("/items/0/id").asText()).isEqualTo(first.id());
        assertThat(get("/api/v1/executions/" + first.id()).path("state").asText()).isEqualTo("WAITING_APPROVAL");
    }

    private Execution waiting(String host, Ticket ticket) {
        return request(decision(Path.ASK_APPROVAL, "risky", host, ticket));
    }

    private void update(Ticket ticket, Tickets.Builder changed) {
        Tickets.accept(template, changed.externalId(ticket.source().externalId()).updatedAt(ticket.updatedAt().plusSeconds(60)).build());
    }

    private JsonNode find(String id) {
        for (JsonNode item : get("/api/v1/approvals?size=500").path("items")) {
            if (item.path("id").asText().equals(id)) {
                return item;
            }
        }
        return MissingNode.getInstance();
    }

    private JsonNode get(String path) {
        return rest.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).getForObject(path, JsonNode.class);
    }

    private ResponseEntity<JsonNode> say(String id, String json) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        return rest.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD).postForEntity("/api/v1/approvals/" + id,
            new HttpEntity<>(json, headers), JsonNode.class);
    }
}
