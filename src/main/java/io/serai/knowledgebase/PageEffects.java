package io.serai.knowledgebase;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a page did for tickets. The feature that links tickets implements it. */
public interface PageEffects {

    /**
     * How well a page works.
     *
     * @param linked      tickets that it is linked to, but for links that a person rejected
     * @param resolved    those of them that were resolved since
     * @param helped      those of the resolved ones that did not come back
     * @param successRate helped of resolved, 0.0 to 1.0; {@code null} if none was resolved
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Effect(int linked, int resolved, int helped, Double successRate) {
        public static final Effect NONE = new Effect(0, 0, 0, null);
    }

    /**
     * A ticket that a page is linked to.
     *
     * @param id      of the link
     * @param state   of the link
     * @param helped  whether it was resolved and did not come back; {@code null} if it was not resolved since
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LinkedTicket(String id, String ticketId, String title, String status, String state, boolean automatic, double confidence, Boolean helped,
                        Instant linkedAt) {
    }

    Effect effect(String tenant, UUID document);

    /** Newest first. */
    List<LinkedTicket> tickets(String tenant, UUID document, Optional<UUID> after, int limit);
}
