package io.serai.writeback;

import io.serai.action.Action;
import io.serai.action.Actions;
import io.serai.remediation.Execution;
import io.serai.ticket.Ticket;
import io.serai.ticket.Tickets;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Turns an execution that came to its end into the note for the ticket's source, and keeps it. Reported twice, it is one note. */
@Component("reportExecution")
class ReportExecution {

    private final WriteBackStore store;
    private final NoteTargets targets;
    private final Tickets tickets;
    private final Actions actions;
    private final SettleOwn own;

    ReportExecution(WriteBackStore store, NoteTargets targets, Tickets tickets, Actions actions, SettleOwn own) {
        this.store = store;
        this.targets = targets;
        this.tickets = tickets;
        this.actions = actions;
        this.own = own;
    }

    /**
     * @return the note as it is kept; it may be one that is not due, because it was sent before or there is nobody to send it to
     * @throws IllegalArgumentException if the execution is not at its end
     * @throws IllegalStateException if its ticket is not stored
     */
    public WriteBack report(Execution execution) {
        Ticket ticket = tickets.find(execution.ticketId())
            .orElseThrow(() -> new IllegalStateException("ticket " + execution.ticketId() + " of execution " + execution.id() + " is not stored"));
        Optional<Action> action = actions.find(execution.action());
        String key = "execution:" + execution.id() + ":" + execution.state().name().toLowerCase(Locale.ROOT);
        WriteBack writeBack = store.compose(key, ticket, ExecutionNote.of(execution, action, ticket),
            ExecutionNote.status(execution, action, ticket), true);
        if (ticket.filedByHand()) {
            return own.settle(writeBack, ticket);
        }
        return targets.takesNotes(ticket.source().connector()) ? store.keep(writeBack, null)
            : store.skip(writeBack, WriteBackStore.takesNoNotes(ticket));
    }
}
