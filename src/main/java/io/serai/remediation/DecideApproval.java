package io.serai.remediation;

import io.serai.remediation.Execution.State;
import io.serai.ticket.Ticket;
import io.serai.ticket.Tickets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes a person's verdict on a waiting execution: exactly one has effect. */
@Component
class DecideApproval {

    private final ApprovalStore approvals;
    private final ExecutionStore store;
    private final Tickets tickets;
    private final Admission admission;
    private final TransactionTemplate transaction;

    DecideApproval(ApprovalStore approvals, ExecutionStore store, Tickets tickets, Admission admission, TransactionTemplate transaction) {
        this.approvals = approvals;
        this.store = store;
        this.tickets = tickets;
        this.admission = admission;
        this.transaction = transaction;
    }

    /**
     * Records a verdict and changes the execution, in one transaction.
     *
     * @param comment may be {@code null}
     * @param user    who says it
     * @return the execution, {@code APPROVED} or {@code REJECTED}
     * @throws RefusedApprovalException if there is no such approval (404), the requester approves (403), or it is too late (409)
     */
    Execution decide(String id, Verdict verdict, String comment, String user) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Approval approval = approvals.lock(id)
                .orElseThrow(() -> new RefusedApprovalException(HttpStatus.NOT_FOUND, "There is no approval with this id."));
            if (approval.verdict() != null) {
                throw conflict("It was decided before: " + approval.verdict() + " by " + approval.decidedBy() + " at " + approval.decidedAt() + ".");
            }
            if (approval.state() != State.WAITING_APPROVAL) {
                throw conflict("The execution is " + approval.state() + " and waits for nobody.");
            }
            if (approval.expired()) {
                throw conflict("The time for this approval ran out at " + approval.expiresAt() + ". If the ticket is still open, decide there.");
            }
            if (verdict == Verdict.APPROVE) {
                refuseWhatIsStale(approval, user);
            }
            Standing waiting = store.find(id).orElseThrow();
            String said = comment == null ? "" : ": " + comment;
            Change change = verdict == Verdict.APPROVE ? Change.to(State.APPROVED, "approved by " + user + said)
                : Change.to(State.REJECTED, "rejected by " + user + said);
            if (!approvals.decide(id, verdict, user, comment)) {
                throw conflict("It was decided a moment ago by someone else.");
            }
            return store.change(waiting, change, user).orElseThrow(() -> conflict("The execution was changed a moment ago.")).execution();
        }));
    }

    private void refuseWhatIsStale(Approval approval, String user) {
        Optional<Ticket> ticket = tickets.find(approval.ticketId());
        if (ticket.isEmpty() || ticket.get().status().isFinal()) {
            throw conflict("The ticket is resolved, so nothing is left to be done.");
        }
        if (!TicketFacts.digest(ticket.get()).equals(approval.ticketFacts())) {
            throw conflict("The ticket has changed since this approval was asked for. The hub analyses it anew and asks again if need be.");
        }
        String name = user.toLowerCase(Locale.ROOT);
        List<String> requesters = TicketFacts.requesterNames(ticket.get());
        if (requesters.contains(name) || approval.requester().contains(name)) {
            throw new RefusedApprovalException(HttpStatus.FORBIDDEN, "Who asked for help cannot approve the action; someone else has to.");
        }
        admission.refusal(approval.action(), approval.parameters()).ifPresent(why -> {
            throw conflict("It cannot be executed any more: " + why + ".");
        });
    }

    private static RefusedApprovalException conflict(String detail) {
        return new RefusedApprovalException(HttpStatus.CONFLICT, detail);
    }
}
