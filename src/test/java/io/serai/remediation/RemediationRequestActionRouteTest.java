package io.serai.remediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.serai.decision.Decision;
import io.serai.decision.Path;
import io.serai.remediation.Execution.State;
import io.serai.testing.Analyses;
import io.serai.testing.Decisions;
import io.serai.testing.Tickets;
import io.serai.ticket.Priority;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import io.serai.work.NotRetryable;
import io.serai.work.Postponed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class RemediationRequestActionRouteTest extends RemediationRoom {

    @Autowired io.serai.ticket.Tickets tickets;
    @Autowired io.serai.action.Actions actions;
    @Autowired Admission admission;
    @Autowired JudgeUnclear judge;
    @Autowired RemediationHealth health;

    @Test
    void theSameDecisionTwiceIsOneExecutionAndOneCall() {
        String host = host();
        Decision decision = remediate("checked", host);
        Execution first = request(decision);
        Execution second = request(decision);

        assertThat(second.id()).isEqualTo(first.id());
        ended(first.id());
        request(decision);
        await().during(500, TimeUnit.MILLISECONDS).until(() -> STUB.calls(host).size() == 1);
    }

    @Test
    void aPersonIsAskedWhereTheDecisionSaysSo() {
        Execution execution = request(decision(Path.ASK_APPROVAL, "checked", host(), stored(Tickets.ticket().optedIn())));
        assertThat(execution.state()).isEqualTo(State.WAITING_APPROVAL);
        assertThat(jdbc.sql("SELECT count(*) FROM work_item WHERE work_key = ?").param(execution.id()).query(Integer.class).single()).isZero();
    }

    /** Defence in depth: whatever was decided. */
    @Test
    void aPersonIsAskedUnlessTheActionIsSafeTheTicketOptedInAndNotCritical() {
        Ticket optedIn = stored(Tickets.ticket().optedIn());
        assertThat(request(decision(Path.REMEDIATE, "risky", host(), optedIn)).detail()).isEqualTo("waits for a person: the action risky is risky-write");
        assertThat(request(decision(Path.REMEDIATE, "checked", host(), stored(Tickets.ticket()))).detail())
            .isEqualTo("waits for a person: the ticket did not opt in to remediation without a person");
        assertThat(request(decision(Path.REMEDIATE, "checked", host(), stored(Tickets.ticket().optedIn().priority(Priority.CRITICAL)))).detail())
            .isEqualTo("waits for a person: the ticket is critical");
    }

    @Test
    void anActionIsNotRepeatedForATicketWithoutAPerson() {
        Ticket ticket = stored(Tickets.ticket().optedIn());
        String host = host();
        executed(decision(Path.REMEDIATE, "checked", host, ticket));
        Execution again = request(decision(Path.REMEDIATE, "checked", host, ticket));

        assertThat(again.state()).isEqualTo(State.WAITING_APPROVAL);
        assertThat(again.detail()).contains("was called for this ticket less than 60 minutes ago");
    }

    @Test
    void aNewerDecisionTakesThePlaceOfOneThatWaits() {
        Ticket ticket = stored(Tickets.ticket().optedIn());
        String host = host();
        Execution first = request(decision(Path.ASK_APPROVAL, "checked", host, ticket));
        Execution second = request(decision(Path.ASK_APPROVAL, "checked", host, ticket));

        assertThat(state(first.id())).isEqualTo(State.REJECTED);
        assertThat(second.state()).isEqualTo(State.WAITING_APPROVAL);
    }

    /** TRUST S14, S22: parameters that do not pass are never called with, and neither is an action that is not in the catalogue. */
    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a\u0000b", "..", ""})
    void hostileParametersAreTurnedDown(String host) {
        int before = STUB.requests.size();
        Execution execution = executed(remediate("checked", host));
        assertThat(execution.state()).isEqualTo(State.REJECTED);
        assertThat(execution.detail()).startsWith("not called: the parameters of checked do not ");
        assertThat(STUB.requests).hasSize(before);
    }

    @Test
    void undeclaredParametersAndUnknownActionsAreTurnedDown() {
        Ticket ticket = stored(Tickets.ticket().optedIn());
        Decision undeclared = Decisions.of(Path.REMEDIATE, null, Analyses.analysis().ticket(ticket)
            .proposal("checked", JsonNodeFactory.instance.objectNode().put("host", "h").put("url", "http://169.254.169.254/")).build(), "test");
        assertThat(executed(undeclared).detail()).isEqualTo("not called: the parameters of checked do not pass its schema: parameter url is not declared");
        assertThat(executed(remediate("format-disk", host())).detail()).isEqualTo("not called: the action format-disk is not in the catalogue");
    }

    /** TRUST S13, S14: what looks like an address stays a piece of the path. */
    @Test
    void aParameterStaysInItsPlaceOfTheAddress() {
        Execution execution = executed(remediate("blind", "@evil.example/?a=b#c%0d%0a ${sys.env.PATH} {{env:HOME}}"));
        assertThat(execution.state()).isEqualTo(State.SUCCEEDED);
        assertThat(STUB.requests.stream().filter(r -> execution.id().equals(r.key()))).singleElement().satisfies(request -> assertThat(request.uri())
            .isEqualTo("/blind/%40evil.example%2F%3Fa%3Db%23c%250d%250a%20%24%7Bsys.env.PATH%7D%20%7B%7Benv%3AHOME%7D%7D"));
    }

    @Test
    void aDecisionWithoutAProposalIsADeadLetterAtOnce() {
        assertThatThrownBy(() -> request(Decisions.of(Path.REMEDIATE, null, Analyses.certain(), "test")))
            .hasRootCauseInstanceOf(NoActionProposedException.class).rootCause().isInstanceOf(NotRetryable.class);
    }

    @Test
    void nothingIsCalledForATicketThatWasResolvedMeanwhile() {
        String host = host();
        Ticket ticket = stored(Tickets.ticket().optedIn());
        Execution waiting = request(decision(Path.ASK_APPROVAL, "checked", host, ticket));
        jdbc.sql("UPDATE execution SET state = 'APPROVED', approved_at = clock_timestamp() WHERE id = ?::uuid").param(waiting.id()).update();
        resolve(ticket);
        template.sendBody("direct:remediation-queue-execution", waiting);

        assertThat(ended(waiting.id()).detail()).isEqualTo("not called: the ticket is resolved meanwhile");
        assertThat(STUB.calls(host)).isEmpty();
    }

    @Test
    void nothingIsCalledLongAfterItWasAllowed() {
        String host = host();
        Execution waiting = request(decision(Path.ASK_APPROVAL, "checked", host, stored(Tickets.ticket())));
        jdbc.sql("UPDATE execution SET state = 'APPROVED', approved_at = now() - interval '5 h' WHERE id = ?::uuid").param(waiting.id()).update();
        template.sendBody("direct:remediation-queue-execution", waiting);

        assertThat(ended(waiting.id()).state()).isEqualTo(State.FAILED);
        assertThat(STUB.calls(host)).isEmpty();
    }

    @Test
    void theKillSwitchHoldsBackWhatIsAllowed() {
        Execution waiting = request(decision(Path.ASK_APPROVAL, "checked", host(), stored(Tickets.ticket())));
        jdbc.sql("UPDATE execution SET state = 'APPROVED', approved_at = clock_timestamp() WHERE id = ?::uuid").param(waiting.id()).update();
        Duration hour = Duration.ofHours(1);
        AdmitExecution off = new AdmitExecution(store, tickets, actions, admission, judge,
            new RemediationProperties(false, 50, hour, hour, hour, hour, hour, hour));

        assertThatThrownBy(() -> off.admit(waiting)).isInstanceOf(Postponed.class).hasMessageContaining("switched off");
        assertThat(state(waiting.id())).isEqualTo(State.APPROVED);
    }

    @Test
    void theCircuitBreakerOpensAfterFiveFailuresAndSendsNothingUntilItIsHalfOpen() {
        List<String> hosts = List.of(host(), host(), host(), host(), host());
        for (String host : hosts) {
            STUB.next(host, OperationsStub.Behaviour.S500);
            executed(remediate("breaking", host));
        }
        assertThat(health.health().getDetails().get("breakers")).asString().contains("breaking=OPEN");
        String host = host();
        Execution execution = executed(remediate("breaking", host));

        assertThat(execution.state()).isEqualTo(State.SUCCEEDED);
        assertThat(STUB.calls(host)).as("sent once the breaker was half open").hasSize(1);
        assertThat(jdbc.sql("SELECT detail FROM (SELECT details ->> 'detail' AS detail FROM audit WHERE details ->> 'execution' = ? ORDER BY id) d WHERE detail IS NOT NULL LIMIT 1")
            .param(execution.id()).query(String.class).single()).isEqualTo("the endpoint failed too often, its circuit breaker is open");
        assertThat(health.health().getDetails().get("breakers")).asString().contains("breaking=CLOSED");
        assertThat(jdbc.sql("SELECT count(*) FROM action_call WHERE execution_id = ?::uuid AND released").param(execution.id()).query(Integer.class).single())
            .as("what was never sent does not count against the limit").isPositive();
    }

    private void resolve(Ticket ticket) {
        Tickets.accept(template, Tickets.ticket().externalId(ticket.source().externalId())
            .status(TicketStatus.RESOLVED).updatedAt(ticket.updatedAt().plusSeconds(60)).build());
    }
}
