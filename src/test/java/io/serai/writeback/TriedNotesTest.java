package io.serai.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.remediation.Execution;
import io.serai.testing.Decisions;
import io.serai.testing.Executions;
import io.serai.testing.Tickets;
import io.serai.ticket.Ticket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriedNotesTest {

    @Test
    void staffReadWhatTheTicketSaysWasTriedAndWhatTheHubDid() {
        Ticket ticket = Tickets.ticket().stepsTaken("Restarted the browser.").build();
        List<Execution> done = List.of(Executions.of(Decisions.remediate(), Execution.State.ROLLED_BACK, "the service did not come up"),
            Executions.of(Decisions.remediate(), Execution.State.SUCCEEDED, null));
        NoteParts.Part part = parts(ticket, done);
        assertThat(part.internal()).isTrue();
        assertThat(part.heading()).isEqualTo("What was tried");
        assertThat(part.entries()).containsExactly("Restarted the browser.",
            "restart-service (host: web-01, service: nginx): rolled back, the service did not come up", "restart-service (host: web-01, service: nginx): succeeded");
    }

    @Test
    void whereNothingWasTriedThereIsNothingToRead() {
        assertThat(parts(Tickets.open(), List.of()).entries()).isEmpty();
    }

    private static NoteParts.Part parts(Ticket ticket, List<Execution> executions) {
        return TriedNotes.part(Optional.of(ticket), executions);
    }
}
