package io.serai.remediation;

import io.serai.ticket.HistoryPart;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class ApprovalHistory implements HistoryPart {

    private final ApprovalStore store;

    ApprovalHistory(ApprovalStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "approvals";
    }

    @Override
    public List<?> of(String ticketId) {
        return store.ofTicket(ticketId);
    }
}
