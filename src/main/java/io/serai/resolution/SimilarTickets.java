package io.serai.resolution;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/** Finds resolved tickets that are like a new one. Only those count whose resolution a person has confirmed. */
public interface SimilarTickets {

    /**
     * A resolved ticket that is like another.
     *
     * @param likelihood     how likely it is about the same problem, 0.0 to 1.0
     * @param rootCause      code of its cause, or {@code null}
     * @param rootCauseTitle title of its cause, or {@code null}
     * @param steps          what was tried, in order
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Similar(String ticketId, String title, String category, double likelihood, String rootCause, String rootCauseTitle, String summary,
                   List<Tried> steps) {
        public Similar {
            steps = List.copyOf(steps);
        }
    }

    /** False if the tenant has no confirmed resolution at all. */
    boolean any(String tenant);

    /**
     * @param text     possibly {@code null}
     * @param ticketId of the ticket itself, so that it is not found as similar to itself
     * @param size     at least 1
     * @return the most similar first, at most {@code size}
     */
    List<Similar> find(String tenant, String title, String text, Optional<String> ticketId, int size);
}
