package io.serai.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.analysis.Analysis;
import java.time.Instant;
import java.util.List;

/**
 * A decision as it is kept and shown: {@link Decision} without the analysis, which is shown beside it.
 *
 * @param category   as the analysis has it
 * @param confidence of the analysis, 0.0 to 1.0
 * @param proposal   the action that may be done, or {@code null}
 * @param grounds    what it rests on, or {@code null} if it was made before that was kept
 * @param decidedAt  UTC
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record DecisionRow(String id, String ticketId, String analysisId, Path path, String team, String category, double confidence,
                   Analysis.Proposal proposal, List<String> reasons, Grounds grounds, Instant decidedAt) {
}
