package io.serai.analysis;

import io.serai.ticket.HistoryPart;
import java.util.List;
import org.springframework.stereotype.Component;

/** The analyses in a ticket's history. */
@Component
class AnalysisHistory implements HistoryPart {

    private final AnalysisStore store;

    AnalysisHistory(AnalysisStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "analyses";
    }

    @Override
    public List<?> of(String ticketId) {
        return store.of(ticketId);
    }
}
