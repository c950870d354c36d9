package io.serai.remediation;

import io.serai.remediation.Execution.State;
import io.serai.ticket.Tickets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Rejects executions whose approval ran out, or whose ticket was resolved while they waited. */
@Component("expireApprovals")
class ExpireApprovals {

    private final ApprovalStore approvals;
    private final ExecutionStore store;
    private final Tickets tickets;
    private final TransactionTemplate transaction;

    ExpireApprovals(ApprovalStore approvals, ExecutionStore store, Tickets tickets, TransactionTemplate transaction) {
        this.approvals = approvals;
        this.store = store;
        this.tickets = tickets;
        this.transaction = transaction;
    }

    /** @return those that it rejected, to be reported; at most 500 at once */
    public List<Execution> expire() {
        List<Execution> rejected = new ArrayList<>();
        for (Approval approval : approvals.waiting(Optional.empty(), 500)) {
            String why = approval.expired() ? "nobody approved it in time"
                : tickets.find(approval.ticketId()).filter(ticket -> !ticket.status().isFinal()).isEmpty() ? "the ticket was resolved meanwhile" : null;
            if (why != null) {
                transaction.execute(status -> approvals.decide(approval.id(), Verdict.REJECT, "hub", why)
                    ? store.find(approval.id()).flatMap(standing -> store.change(standing, Change.to(State.REJECTED, why), "hub"))
                        .map(standing -> rejected.add(standing.execution())).orElse(false)
                    : false);
            }
        }
        return rejected;
    }
}
