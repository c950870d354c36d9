package io.serai.linking;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/**
 * That a page answers a ticket, or may.
 *
 * @param id         ours, a time-ordered UUID
 * @param document   the page's id in the store of knowledge
 * @param page       the page's own name, and {@code title} its title, as they were when it was linked
 * @param confidence how likely the page is a right answer, 0.0 to 1.0; 1.0 where a person chose it
 * @param automatic  true if the hub linked it by itself, also after a person judged that
 * @param version    grows with each change
 * @param reviewedBy who judged it, or {@code null}
 * @param reviewedAt when, or {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Link(String id, String ticketId, String document, String page, String title, double confidence, boolean automatic, State state, int version,
            String reviewedBy, Instant reviewedAt, Instant createdAt) {

    /** {@code LINKED}: by the hub; {@code REVIEW}: waits for a person; the other two: what a person said. */
    enum State {
        LINKED, REVIEW, REJECTED, CONFIRMED;

        @JsonValue
        String json() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /** True if the ticket counts as answered by the page. */
    boolean stands() {
        return state == State.LINKED || state == State.CONFIRMED;
    }
}
