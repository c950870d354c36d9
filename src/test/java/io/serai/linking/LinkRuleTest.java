package io.serai.linking;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.knowledge.Case;
import io.serai.knowledge.Evidence;
import io.serai.decision.LinkThresholds;
import io.serai.linking.LinkRule.Ruling;
import io.serai.linking.Linking.Outcome;
import io.serai.testing.Tickets;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinkRuleTest {

    private static final LinkThresholds POLICY = new LinkThresholds(0.6, 0.1, 0.5, 0.7, true);

    private static Evidence page(String id, double score) {
        return new Evidence("runbook", id, "Title of " + id, score, "", null, null, null);
    }

    private static Evidence article(String id, double score, boolean reviewed) {
        return new Evidence("article", id, "Title of " + id, score, "", null, null, new Evidence.Origin("wiki", null, reviewed));
    }

    private static Ruling rule(String degraded, Set<String> rejected, Evidence... evidence) {
        return LinkRule.rule(new Case(Tickets.open(), List.of(evidence), List.of(), null, degraded), false, rejected, POLICY);
    }

    @Test
    void theBestPageIsLinkedFromTheThresholdOn() {
        Evidence best = page("a", 0.6);
        assertThat(rule(null, Set.of(), best, page("b", 0.3))).isEqualTo(new Ruling(Outcome.LINK, List.of(best)));
    }

    @Test
    void belowItAtMostFivePagesArePutToAPerson() {
        Evidence[] pages = IntStream.range(0, 8).mapToObj(i -> page("p" + i, 0.59 - i * 0.01)).toArray(Evidence[]::new);
        Ruling ruling = rule(null, Set.of(), pages);
        assertThat(ruling.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(ruling.pages()).containsExactlyElementsOf(List.of(pages).subList(0, 5));
    }

    @Test
    void whereNoPageReachesReviewTheTicketIsAGap() {
        assertThat(rule(null, Set.of(), page("a", 0.09)).outcome()).isEqualTo(Outcome.GAP);
        assertThat(rule(null, Set.of()).outcome()).isEqualTo(Outcome.GAP);
    }

    /** TRUST.md, S23 and I6: what nobody vouches for is not linked, whatever its score; and a policy that cannot be read links nothing. */
    @Test
    void s23WhatNobodyVouchesForIsNeitherLinkedNorPutToAnybody() {
        assertThat(rule(null, Set.of(), article("wiki:1", 0.99, false)).outcome()).isEqualTo(Outcome.GAP);
        assertThat(rule(null, Set.of(), article("wiki:1", 0.99, false), article("kb:2", 0.7, true)).pages()).extracting(Evidence::id).doesNotContain("wiki:1");
        Case led = new Case(Tickets.open(), List.of(), List.of(article("wiki:1", 0.99, false)), null, null);
        assertThat(LinkRule.rule(led, false, Set.of(), POLICY)).isEqualTo(new Ruling(Outcome.GAP, List.of()));
        Case certain = new Case(Tickets.open(), List.of(page("a", 1.0)), List.of(), null, null);
        LinkThresholds closed = new LinkThresholds(1.0, 0.05, 1.0, 1.0, false);
        assertThat(LinkRule.rule(certain, false, Set.of(), closed).outcome()).isEqualTo(Outcome.REVIEW);
    }

    @Test
    void withoutTheWholeIndexAPersonDecidesAndNothingIsCalledAGap() {
        assertThat(rule("the knowledge index is being built", Set.of(), page("a", 0.9)).outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(rule("the knowledge index is being built", Set.of()).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void whatAPersonSaidStands() {
        Case found = new Case(Tickets.open(), List.of(page("a", 0.9)), List.of(), null, null);
        assertThat(LinkRule.rule(found, true, Set.of(), POLICY).outcome()).isEqualTo(Outcome.SETTLED);
        Ruling without = rule(null, Set.of("a"), page("a", 0.9), page("b", 0.8));
        assertThat(without.outcome()).as("the second best is not linked without a person").isEqualTo(Outcome.REVIEW);
        assertThat(without.pages()).extracting(Evidence::id).containsExactly("b");
        assertThat(rule(null, Set.of("a"), page("a", 0.9)).outcome()).isEqualTo(Outcome.GAP);
    }
}
