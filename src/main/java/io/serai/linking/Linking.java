package io.serai.linking;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.serai.work.WorkBody;
import java.util.Objects;

/** What came of looking for the page that answers a ticket. */
public record Linking(String ticketId, String tenant, Outcome outcome) implements WorkBody {

    /** {@code SETTLED}: a person has linked the ticket; {@code UNKNOWN}: too little could be searched to say that there is no page. */
    public enum Outcome { LINK, REVIEW, GAP, SETTLED, UNKNOWN }

    public Linking {
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(outcome, "outcome");
    }

    /** For the route: no page answers the ticket. */
    @JsonIgnore
    public boolean isGap() {
        return outcome == Outcome.GAP;
    }

    @Override
    public String workKey() {
        return ticketId;
    }

    /** One after the other within a tenant, so that the second of two like tickets sees the draft that the first has led to. */
    @Override
    public String orderingKey() {
        return "gap:" + tenant;
    }
}
