package io.serai.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.analysis.Analysis;
import java.util.List;
import java.util.Objects;

/**
 * What is done about one analysed ticket.
 *
 * @param id       ours, a time-ordered UUID
 * @param analysis what it was decided on
 * @param path     the way the ticket goes
 * @param team     who takes over on {@code ESCALATE} and who approves on {@code ASK_APPROVAL}; otherwise {@code null}
 * @param reasons  in words, at least one, in the order in which the rules spoke
 * @param grounds  what it rests on, or {@code null} if it was made before that was kept
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Decision(String id, Analysis analysis, Path path, String team, List<String> reasons, Grounds grounds) {

    public Decision {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(analysis, "analysis");
        Objects.requireNonNull(path, "path");
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("decision.reasons is empty: every decision is explained");
        }
    }
}
