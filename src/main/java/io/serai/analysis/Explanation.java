package io.serai.analysis;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;

/**
 * Why an analysis says what it says, for people to check.
 *
 * @param reasoning one or two sentences in the hub's own words, or {@code null} where nothing is to be said
 * @param similar   resolved tickets like this one, most alike first, at most 5, possibly none
 * @param risks     what speaks for care, possibly nothing
 * @param language  the ticket's language as an ISO 639-1 code ({@code en}, {@code de}, {@code fr}, {@code es}), or {@code null} if it is another
 *                  one, or cannot be told
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Explanation(String reasoning, List<Similar> similar, List<Risk> risks, String language) {

    static final Explanation NONE = new Explanation(null, List.of(), List.of(), null);

    public Explanation {
        similar = similar == null ? List.of() : List.copyOf(similar);
        risks = risks == null ? List.of() : List.copyOf(risks);
    }

    /** True if one of the risks alone is reason enough for a person to look at the ticket before anything is done. */
    @JsonIgnore
    public boolean needsPerson() {
        return risks.stream().anyMatch(Risk::needsPerson);
    }

    /**
     * A resolved ticket like this one.
     *
     * @param ticket   its id
     * @param title    its title
     * @param category its category as a word, or {@code null} if it has none
     * @param likeness how likely it is about the same problem, from 0.0 to 1.0
     * @param outcome  how it was resolved, in a sentence, as a person confirmed it
     * @param helped   how many of the steps that were tried helped
     * @param tried    how many steps were tried
     */
    public record Similar(String ticket, String title, String category, double likeness, String outcome, int helped, int tried) {
        public Similar {
            Objects.requireNonNull(ticket, "ticket");
        }
    }

    /**
     * Something that speaks for care.
     *
     * @param code        what kind of risk, for machines: lower case with hyphens
     * @param text        in a sentence; nothing in it comes from outside but through the hub's own cutting and cleaning
     * @param needsPerson true if nothing may be done about the ticket before a person has looked
     */
    public record Risk(String code, String text, boolean needsPerson) {
        public Risk {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(text, "text");
        }
    }
}
