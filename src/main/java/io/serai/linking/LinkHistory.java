package io.serai.linking;

import io.serai.ticket.HistoryPart;
import java.util.List;
import org.springframework.stereotype.Component;

/** The links in what is shown of a ticket. */
@Component
class LinkHistory implements HistoryPart {

    private final LinkStore store;

    LinkHistory(LinkStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "links";
    }

    @Override
    public List<?> of(String ticketId) {
        return store.of(ticketId);
    }
}
