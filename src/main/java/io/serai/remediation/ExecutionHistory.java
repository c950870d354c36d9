package io.serai.remediation;

import io.serai.ticket.HistoryPart;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class ExecutionHistory implements HistoryPart {

    private final ExecutionStore store;

    ExecutionHistory(ExecutionStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "executions";
    }

    @Override
    public List<?> of(String ticketId) {
        return store.ofTicket(ticketId);
    }
}
