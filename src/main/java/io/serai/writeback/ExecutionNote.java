package io.serai.writeback;

import io.serai.action.Action;
import io.serai.remediation.Execution;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import java.util.Optional;

/** What people read about an action that came to its end. */
final class ExecutionNote {

    private ExecutionNote() {
    }

    /**
     * @param action the catalogue's, if it is still there
     * @throws IllegalArgumentException if the execution is not at its end
     */
    static Note of(Execution execution, Optional<Action> action, Ticket ticket) {
        Note note = new Note(opening(execution, action))
            .say("Action", Note.action(execution.action(), execution.parameters()))
            .say("What it does", action.map(Action::description).orElse(null))
            .say("Detail", execution.detail())
            .say("What happens next", next(execution, action, ticket));
        return note.say("When", execution.finishedAt() == null ? null : execution.finishedAt().toString())
            .say("In Serai", "execution " + execution.id() + " of ticket " + execution.ticketId());
    }

    /** @return the status to set in the source, or {@code null}: only what was done and checked resolves a ticket that is still open */
    static TicketStatus status(Execution execution, Optional<Action> action, Ticket ticket) {
        return isVerified(execution, action) && !ticket.status().isFinal() ? TicketStatus.RESOLVED : null;
    }

    private static boolean isVerified(Execution execution, Optional<Action> action) {
        return execution.state() == Execution.State.SUCCEEDED && action.map(Action::verify).isPresent();
    }

    private static String opening(Execution execution, Optional<Action> action) {
        return switch (execution.state()) {
            case SUCCEEDED -> isVerified(execution, action) ? "Serai has carried out an action for this ticket and checked that it worked."
                : "Serai has carried out an action for this ticket; nothing can tell by itself whether it helped.";
            case FAILED -> "An action of Serai for this ticket has failed.";
            case UNKNOWN -> "Serai does not know whether an action for this ticket was carried out.";
            case ROLLED_BACK -> "An action of Serai for this ticket did not help and was undone.";
            case REJECTED -> "An action that Serai proposed for this ticket was not approved.";
            case WAITING_APPROVAL, APPROVED, STARTED -> throw new IllegalArgumentException(
                "execution " + execution.id() + " is " + execution.state() + ": there is no outcome to report");
        };
    }

    private static String next(Execution execution, Optional<Action> action, Ticket ticket) {
        return switch (execution.state()) {
            case SUCCEEDED -> status(execution, action, ticket) != null ? "the ticket is set to resolved. If the trouble is still there, reopen it."
                : "please check whether the trouble is gone, and close the ticket if it is.";
            case UNKNOWN -> "a person has to look whether it took place. Serai does not try it again by itself.";
            case REJECTED -> "nothing was changed. The ticket stays with the team that has it.";
            default -> "a person has to take over. Serai does not try it again by itself.";
        };
    }
}
