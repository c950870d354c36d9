package io.serai.linking;

import java.util.Objects;

/** What came of looking for the page that answers a ticket. */
record Linking(String ticketId, String tenant, LinkRule.Outcome outcome) {

    Linking {
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(outcome, "outcome");
    }
}
