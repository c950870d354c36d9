package io.serai.remediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.decision.Decision;
import io.serai.decision.Path;
import io.serai.remediation.Execution.State;
import io.serai.remediation.OperationsStub.Behaviour;
import io.serai.testing.Tickets;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RemediationExecuteActionRouteTest extends RemediationRoom {

    @Test
    void callsTheActionOnceVerifiesItAndReportsIt() {
        String host = host();
        Execution execution = executed(remediate("checked", host));

        assertThat(execution.state()).isEqualTo(State.SUCCEEDED);
        assertThat(execution.detail()).isEqualTo("done and verified: /state is running");
        assertThat(STUB.calls(host)).singleElement().satisfies(call -> {
            assertThat(call.uri()).isEqualTo("/checked/" + host);
            assertThat(call.key()).isEqualTo(execution.id());
            assertThat(call.authorization()).isEqualTo("Bearer token-of-the-test");
            assertThat(call.body()).isEqualTo("{\"host\":\"" + host + "\"}");
            assertThat(call.headers().keySet()).doesNotContain("Camelhttppath", "Camelhttprawquery");
        });
        assertThat(reported.getExchanges()).filteredOn(e -> e.getMessage().getBody(Execution.class).id().equals(execution.id())).hasSize(1);
        assertThat(audit(execution.id())).containsExactly("execution-approved", "execution-calling", "execution-verifying", "execution-succeeded");
    }
}
