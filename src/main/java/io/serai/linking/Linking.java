package io.serai.linking;

import io.serai.work.WorkBody;
import java.util.Objects;

/**
 * What came of looking for the page that answers a ticket.
 *
 * @param due true if it is a gap that is to be weighed, since there are confirmed resolutions to draft a page from
 */
public record Linking(String ticketId, String tenant, Outcome outcome, boolean due) implements WorkBody {

    /** {@code SETTLED}: a person has linked the ticket; {@code UNKNOWN}: too little could be searched to say that there is no page. */
    public enum Outcome { LINK, REVIEW, GAP, SETTLED, UNKNOWN }

    public Linking {
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(outcome, "outcome");
    }

    @Override
    public String workKey() {
        return ticketId;
    }

    @Override
    public String orderingKey() {
        return ticketId;
    }
}
