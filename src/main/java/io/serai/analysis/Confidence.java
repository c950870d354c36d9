package io.serai.analysis;

import io.serai.knowledge.Evidence;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * How sure an analysis may be: a function of the evidence's scores alone. No word of a ticket, and no word of a model, enters it.
 *
 * <p>With the best score {@code s}, and {@code r} the best score of the evidence that disagrees with the best (no runbook, category or action
 * in common):
 * <pre>
 * 0.1                                                 nothing found
 * min(0.95, s)                                        nothing disagrees
 * min(0.95, max(0, s - 0.5 * max(0, r - s + 0.15)))   something disagrees
 * times 0.8                                           in a degraded case
 * </pre>
 * So it never exceeds the best score, grows with it, and loses up to 0.075 where something else fits nearly as well.
 */
final class Confidence {

    /** Without evidence: below every threshold at which the hub acts or answers. */
    static final double WITHOUT_EVIDENCE = 0.1;
    /** Retrieval alone is never surer than this. */
    static final double MOST = 0.95;

    private static final double CONTEST = 0.5;
    private static final double MARGIN = 0.15;
    private static final double DEGRADED = 0.8;

    private Confidence() {
    }

    /**
     * @param evidence in any order, possibly none
     * @param degraded true if the evidence is known to be incomplete
     * @return from 0.0 to 0.95
     */
    static double of(List<Evidence> evidence, boolean degraded) {
        if (evidence.isEmpty()) {
            return WITHOUT_EVIDENCE;
        }
        double score = best(evidence).score();
        double rival = rival(evidence);
        double sure = rival == 0.0 ? score : score - CONTEST * Math.max(0.0, rival - score + MARGIN);
        return Math.min(MOST, Math.max(0.0, sure)) * (degraded ? DEGRADED : 1.0);
    }

    /** True if something that disagrees with the best fits so well that it costs confidence. */
    static boolean isContested(List<Evidence> evidence) {
        return !evidence.isEmpty() && rival(evidence) > 0.0 && rival(evidence) > best(evidence).score() - MARGIN;
    }

    private static Evidence best(List<Evidence> evidence) {
        return Collections.max(evidence, Comparator.comparingDouble(Evidence::score));
    }

    private static double rival(List<Evidence> evidence) {
        Evidence best = best(evidence);
        return evidence.stream().filter(other -> !agree(best, other)).mapToDouble(Evidence::score).max().orElse(0.0);
    }

    /**
     * What a model's own confidence is worth: never more than the evidence that it cites supports, nor than all the evidence found does.
     *
     * @param claimed from 0.0 to 1.0
     * @param cited   those of {@code all} that the model names, possibly none
     */
    static double ofModel(double claimed, List<Evidence> cited, List<Evidence> all, boolean degraded) {
        return Math.min(claimed, Math.min(of(cited, degraded), of(all, degraded)));
    }

    private static boolean agree(Evidence one, Evidence other) {
        return one == other || one.id().equals(other.id())
            || !Collections.disjoint(one.categories(), other.categories())
            || !Collections.disjoint(one.actions(), other.actions());
    }
}
