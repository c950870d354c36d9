package io.serai.knowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;

/**
 * Something the hub knows that bears on a ticket.
 *
 * @param type    {@code runbook} for what the hub's own folder holds, {@code article} for what a connected knowledge base does
 * @param id      the runbook's id, or {@code <connector>:<id>} of an article
 * @param title   its title
 * @param score   how likely it is the right one, from 0.0 to 1.0, as fitted on alerts (docs/knowledge-quality.md): comparable between tickets
 * @param excerpt the whole text if it is short, else the chunk that fits best and the sections with causes and steps; at most 2,000 characters
 * @param categories the categories its author gave it, possibly none
 * @param actions names of catalogue actions that its author names, possibly none; an article names none
 * @param origin  where an article comes from, or {@code null} for a runbook
 * @param match   why it was found, or {@code null} where that is not known
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Evidence(String type, String id, String title, double score, String excerpt, List<String> categories, List<String> actions,
                       Origin origin, Match match) {

    public static final String RUNBOOK = "runbook";
    public static final String ARTICLE = "article";

    public Evidence {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(title, "title");
        if (!(score >= 0.0 && score <= 1.0)) {
            throw new IllegalArgumentException("evidence.score " + score + " is not between 0.0 and 1.0");
        }
        categories = categories == null ? List.of() : List.copyOf(categories);
        actions = actions == null ? List.of() : List.copyOf(actions);
    }

    /** The same, given another place by an LLM provider. */
    public Evidence placedBy(String provider, double newScore) {
        Match why = match == null ? new Match(List.of(), List.of(), List.of(), null, null, provider)
            : new Match(match.terms(), match.inTitle(), match.phrases(), match.similarity(), match.passage(), provider);
        return new Evidence(type, id, title, newScore, excerpt, categories, actions, origin, why);
    }

    /** Evidence of which it is not known why it was found. */
    public Evidence(String type, String id, String title, double score, String excerpt, List<String> categories, List<String> actions, Origin origin) {
        this(type, id, title, score, excerpt, categories, actions, origin, null);
    }

    /**
     * Why something was found.
     *
     * @param terms      of the question that stand in it, as the index keeps them (lower case, without endings), those that say most first;
     *                   at most 12
     * @param inTitle    those of them that stand in its title
     * @param phrases    pairs of those terms that are neighbours in the question and in it, those that say most first; at most 12
     * @param similarity cosine of the question and the passage, to three places, or {@code null} if it was found by words alone
     * @param passage    the part of it that is nearest to the question, at most 600 characters
     * @param placedBy   name of the LLM provider that gave it its place among the others, or {@code null} where the hub's own ranking did
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Match(List<String> terms, List<String> inTitle, List<String> phrases, Double similarity, String passage, String placedBy) {
        public Match {
            terms = terms == null ? List.of() : List.copyOf(terms);
            inTitle = inTitle == null ? List.of() : List.copyOf(inTitle);
            phrases = phrases == null ? List.of() : List.copyOf(phrases);
        }
    }

    /**
     * Where an article comes from.
     *
     * @param source   the connector
     * @param url      where a person reads it, or {@code null}
     * @param reviewed true if the operator vouches for what the source publishes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Origin(String source, String url, boolean reviewed) {
        public Origin {
            Objects.requireNonNull(source, "source");
        }
    }
}
