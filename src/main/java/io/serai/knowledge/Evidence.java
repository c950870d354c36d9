package io.serai.knowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;

/**
 * Something the hub knows that bears on a ticket.
 *
 * @param type    {@code runbook} (later also {@code kb}, {@code ticket})
 * @param id      the runbook's id
 * @param title   its title
 * @param score   how likely it is the right one, from 0.0 to 1.0, as fitted on alerts (docs/knowledge-quality.md): comparable between tickets
 * @param excerpt the whole text if it is short, else the chunk that fits best and the sections with causes and steps; at most 2,000 characters
 * @param categories the categories its author gave it, possibly none
 * @param actions names of catalogue actions that its author names, possibly none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Evidence(String type, String id, String title, double score, String excerpt, List<String> categories, List<String> actions) {

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
}
