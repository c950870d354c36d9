package io.serai.writeback;

import io.serai.language.Language;
import io.serai.remediation.Execution;
import io.serai.remediation.PastExecutions;
import io.serai.ticket.Ticket;
import io.serai.ticket.Tickets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Tells staff what was tried already: what the ticket says of it, and what the hub did, newest last. */
@Component
class TriedNotes implements NoteParts {

    private final Tickets tickets;
    private final PastExecutions executions;

    TriedNotes(Tickets tickets, PastExecutions executions) {
        this.tickets = tickets;
        this.executions = executions;
    }

    @Override
    public List<Part> of(String ticketId, Language language) {
        return List.of(part(tickets.find(ticketId), executions.ofTicket(ticketId)));
    }

    static Part part(Optional<Ticket> ticket, List<Execution> executions) {
        return new Part("What was tried", Stream.concat(ticket.map(Ticket::stepsTaken).stream(), executions.stream().map(TriedNotes::line)).toList(), true);
    }

    private static String line(Execution execution) {
        return Note.action(execution.action(), execution.parameters()) + ": " + execution.state().name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + (execution.detail() == null ? "" : ", " + execution.detail());
    }
}
