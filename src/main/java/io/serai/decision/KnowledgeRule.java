package io.serai.decision;

import io.serai.analysis.Analysis;
import io.serai.analysis.Explanation;
import io.serai.decision.Grounds.Answer;
import io.serai.decision.Grounds.Knowledge;
import io.serai.knowledge.Evidence;
import java.util.List;

/**
 * What is done about knowledge: a function of what was found and of the policy's thresholds. It tells what {@code linking} does of itself; what people
 * said of single pages is known there alone.
 */
final class KnowledgeRule {

    private KnowledgeRule() {
    }

    static Answer<Knowledge> apply(Analysis analysis, LinkThresholds thresholds) {
        List<Evidence> pages = analysis.evidence().stream().filter(page -> page.origin() == null || page.origin().reviewed()).toList();
        double best = pages.stream().mapToDouble(Evidence::score).max().orElse(0.0);
        if (best >= thresholds.review()) {
            String likelihood = "the likeliest page, " + pages.stream().filter(page -> page.score() == best).findFirst().orElseThrow().id() + ", answers it with a "
                + "likelihood of " + Rule.number(best);
            if (best < thresholds.automatic()) {
                return new Answer<>(Knowledge.REVIEW, List.of(likelihood + ", and below " + Rule.number(thresholds.automatic()) + " a person judges"));
            }
            if (!thresholds.alone() || analysis.degraded() != null) {
                return new Answer<>(Knowledge.REVIEW, List.of(likelihood + ", but " + (thresholds.alone() ? "the analysis is degraded" : "the policy cannot be read")
                    + ", so a person judges"));
            }
            return new Answer<>(Knowledge.LINK, List.of(likelihood + ", at or above " + Rule.number(thresholds.automatic())));
        }
        if (analysis.degraded() != null) {
            return new Answer<>(Knowledge.UNKNOWN, List.of("the analysis is degraded, so that no page was found says nothing"));
        }
        return new Answer<>(Knowledge.DRAFT, List.of("no page reaches a likelihood of " + Rule.number(thresholds.review()), who(analysis.explanation(), thresholds)));
    }

    /** Who drafts it, as far as can be told before the similar tickets are compared. */
    private static String who(Explanation explanation, LinkThresholds thresholds) {
        int similar = explanation.similar().size();
        if (!thresholds.alone() || similar == 0) {
            return "no resolved ticket is like it, so a person writes the page";
        }
        return similar + " resolved " + (similar == 1 ? "ticket is" : "tickets are") + " like it: from what helped there a draft is offered from a likelihood of "
            + Rule.number(thresholds.offerDraft()) + " on, and made from " + Rule.number(thresholds.draft());
    }
}
