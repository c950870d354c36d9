package io.serai.decision;

import io.serai.ticket.HistoryPart;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class DecisionHistory implements HistoryPart {

    private final DecisionStore store;

    DecisionHistory(DecisionStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "decisions";
    }

    @Override
    public List<?> of(String ticketId) {
        return store.of(ticketId);
    }
}
