package io.serai.linking;

import io.serai.decision.LinkThresholds;
import io.serai.knowledge.Case;
import io.serai.knowledge.Evidence;
import io.serai.linking.Linking.Outcome;
import java.util.List;
import java.util.Set;

/**
 * What is linked to a ticket: a function of what retrieval found, of what people said before, and of the policy. Only pages that somebody
 * vouches for count ({@link Case#evidence}); leads are neither linked nor put to anybody.
 */
final class LinkRule {

    /** So many pages are put to a person at most. */
    static final int MOST = 5;

    private LinkRule() {
    }

    /** @param pages best first: the one that is linked, or those that are put to a person; otherwise none */
    record Ruling(Outcome outcome, List<Evidence> pages) {
    }

    /**
     * @param confirmed true if a person linked a page to the ticket
     * @param rejected  names of pages that a person said are no answer to it
     */
    static Ruling rule(Case found, boolean confirmed, Set<String> rejected, LinkThresholds thresholds) {
        if (confirmed) {
            return new Ruling(Outcome.SETTLED, List.of());
        }
        List<Evidence> reviewed = found.evidence().stream().filter(page -> page.origin() == null || page.origin().reviewed()).toList();
        List<Evidence> pages = reviewed.stream().filter(page -> page.score() >= thresholds.review() && !rejected.contains(page.id())).limit(MOST).toList();
        if (pages.isEmpty()) {
            return new Ruling(found.degraded() == null ? Outcome.GAP : Outcome.UNKNOWN, List.of());
        }
        // where a person has turned down what fitted best, what fits second is not linked without one
        boolean best = pages.get(0) == reviewed.get(0);
        return best && pages.get(0).score() >= thresholds.automatic() && thresholds.alone() && found.degraded() == null
            ? new Ruling(Outcome.LINK, pages.subList(0, 1)) : new Ruling(Outcome.REVIEW, pages);
    }
}
