package io.serai.linking;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A ticket that no page answers.
 *
 * @param likelihood how likely a draft from similar tickets is of use, 0.0 to 1.0
 * @param article    id of the draft, or {@code null} if there is none
 * @param similar    ids of the resolved tickets that a draft rests on, the most similar first; possibly none
 * @param title      the ticket's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Gap(String ticketId, @JsonIgnore String tenant, String title, double likelihood, Way way, String article, List<String> similar,
                  Instant foundAt) {

    /** {@code PERSON}: somebody writes the page; {@code OFFERED}: it is drafted when somebody asks; {@code DRAFTED}: it is drafted, and sent for approval. */
    public enum Way {
        PERSON, OFFERED, DRAFTED;

        @JsonValue
        public String json() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Way of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    public Gap {
        similar = List.copyOf(similar);
    }

    Gap withArticle(String article) {
        return new Gap(ticketId, tenant, title, likelihood, way, article, similar, foundAt);
    }

    /** As one whose draft a person asked for, so that it is not handed in by itself. */
    Gap asked() {
        return new Gap(ticketId, tenant, title, likelihood, Way.OFFERED, article, similar, foundAt);
    }

    /** For the route: a page is to be drafted, and there is no draft yet. */
    @JsonIgnore
    public boolean isDue() {
        return way == Way.DRAFTED && article == null;
    }
}
