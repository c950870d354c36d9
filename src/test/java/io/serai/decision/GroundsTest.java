package io.serai.decision;

import static io.serai.testing.Analyses.analysis;
import static io.serai.testing.Tickets.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.analysis.Analysis;
import io.serai.analysis.Explanation;
import io.serai.decision.Grounds.Act;
import io.serai.decision.Grounds.Knowledge;
import io.serai.decision.Grounds.Tell;
import io.serai.home.HomeFiles;
import io.serai.knowledge.Evidence;
import io.serai.testing.Analyses;
import io.serai.testing.Catalogue;
import io.serai.ticket.Category;
import io.serai.ticket.TicketStatus;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three questions of a decision, and what would have changed it, with the policy that is shipped. */
class GroundsTest {

    private final Policy policy = PolicyFile.read(new HomeFiles(java.nio.file.Path.of("").toAbsolutePath()));
    private final DecisionRules rules = new DecisionRules(policy, new Catalogue());

    @Test
    void anActionThatRunsAloneAnswersAllThreeQuestions() {
        Grounds grounds = grounds(Analyses.proposingARestart(), Records.trusted());
        assertThat(grounds.tell().what()).isEqualTo(Tell.RESOLVE);
        assertThat(grounds.tell().why()).containsExactly("confidence 0.86 is at or above 0.80 for category server");
        assertThat(grounds.act().what()).isEqualTo(Act.ALONE);
        assertThat(grounds.knowledge().what()).isEqualTo(Knowledge.LINK);
        assertThat(grounds.knowledge().why()).containsExactly("the likeliest page, RB-12, answers it with a likelihood of 0.83, at or above 0.47");
        assertThat(grounds.wouldChange()).containsExactly("with confidence below 0.80 it would have been ASK_APPROVAL", "with reliability below 60 it would have been ASK_APPROVAL");
    }

    @Test
    void whatGoesToPeopleTellsThatAndDoesNothing() {
        Grounds grounds = grounds(analysis().ticket(ticket().optedIn().title("An outage").build()).restart().build(), Records.trusted());
        assertThat(grounds.tell().what()).isEqualTo(Tell.ASSIGN);
        assertThat(grounds.tell().why()).containsExactly("the ticket says 'outage…': rule outage sends it to people at once");
        assertThat(grounds.act().what()).isEqualTo(Act.NOTHING);
        assertThat(grounds.act().why()).isEmpty();
        assertThat(grounds.wouldChange()).containsExactly("without what sends it to people at once it would have been REMEDIATE");
    }

    @Test
    void aClosedTicketIsLeftAndNothingWouldChangeThat() {
        Grounds grounds = grounds(analysis().ticket(ticket().status(TicketStatus.CLOSED).build()).restart().build(), Records.trusted());
        assertThat(grounds.act().what()).isEqualTo(Act.NOTHING);
        assertThat(grounds.act().why()).hasSize(1);
        assertThat(grounds.wouldChange()).isEmpty();
    }

    @Test
    void eachChangeThatLeadsElsewhereIsTold() {
        assertThat(grounds(analysis().ticket(ticket().build()).restart().build(), Records.trusted()).wouldChange()).containsExactly(
            "with confidence below 0.60 it would have been CLARIFY", "with the opt-in of the ticket or of its connector it would have been REMEDIATE");
        assertThat(grounds(analysis().ticket(ticket().optedIn().build()).restart().confidence(0.7).build(), Records.trusted()).wouldChange()).containsExactly(
            "with confidence 0.80 it would have been REMEDIATE", "with confidence below 0.60 it would have been CLARIFY");
        assertThat(grounds(analysis().ticket(ticket().optedIn().build()).restart().evidence(page("x", 0.5)).build(), Records.trusted()).wouldChange())
            .contains("with a runbook among the evidence that names action restart-service it would have been REMEDIATE");
        assertThat(grounds(analysis().degraded("slow").build(), Records.none()).wouldChange()).containsExactly("with confidence below 0.60 it would have been CLARIFY",
            "with an analysis that is not degraded it would have been RESOLVE");
        assertThat(grounds(analysis().evidence().confidence(0.1).build(), Records.none()).wouldChange()).containsExactly("with confidence 0.30 it would have been CLARIFY");
        assertThat(grounds(analysis().evidence().build(), Records.none()).wouldChange()).contains("with a runbook among the evidence it would have been RESOLVE");
    }

    @Test
    void whatTheActionStandsOnIsCountedWithSimilarTickets() {
        List<Explanation.Similar> similar = List.of(similar("server", 0.9), similar("server", 0.5), similar("server", 0.49), similar("vpn", 0.9),
            similar("vpn", 0.6), similar(null, 0.9));
        Grounds grounds = grounds(analysis().explanation(new Explanation(null, similar, List.of(), null)).build(), Records.none());
        Reliability.Part pattern = grounds.reliability().parts().get(3);
        assertThat(pattern.good()).isEqualTo(2);
        assertThat(pattern.trials()).isEqualTo(6);
        assertThat(pattern.counted()).containsExactly("2 of 6 similar resolved tickets agree");
    }

    @ParameterizedTest
    @CsvSource({"0.47, , LINK, 'the likeliest page, p, answers it with a likelihood of 0.47, at or above 0.47'",
        "0.469, , REVIEW, 'the likeliest page, p, answers it with a likelihood of 0.469, and below 0.47 a person judges'", "0.05, , REVIEW, ",
        "0.9, slow, REVIEW, 'the likeliest page, p, answers it with a likelihood of 0.90, but the analysis is degraded, so a person judges'",
        "0.049, , DRAFT, no page reaches a likelihood of 0.05", "0.049, slow, UNKNOWN, 'the analysis is degraded, so that no page was found says nothing'"})
    void knowledgeIsLinkedJudgedOrDraftedByTheLikeliestPage(double score, String degraded, Knowledge what, String why) {
        Grounds.Answer<Knowledge> answer = KnowledgeRule.apply(analysis().evidence(page("q", 0.01), page("p", score)).degraded(degraded).build(), policy.links());
        assertThat(answer.what()).isEqualTo(what);
        assertThat(why == null || answer.why().contains(why)).as("%s", answer.why()).isTrue();
    }

    @Test
    void onlyPagesThatSomebodyVouchesForCount() {
        Evidence lead = new Evidence("article", "kb:1", "Lead", 0.9, "", List.of(), List.of(), new Evidence.Origin("kb", null, false));
        assertThat(KnowledgeRule.apply(analysis().evidence(lead).build(), policy.links()).what()).isEqualTo(Knowledge.DRAFT);
    }

    @Test
    void withAPolicyThatCannotBeReadNothingIsLinkedAlone() {
        assertThat(KnowledgeRule.apply(analysis().evidence(page("p", 1.0)).build(), LinkThresholds.CLOSED).why())
            .containsExactly("the likeliest page, p, answers it with a likelihood of 1.00, but the policy cannot be read, so a person judges");
        assertThat(KnowledgeRule.apply(withSimilar(1), LinkThresholds.CLOSED).why()).last().isEqualTo("no resolved ticket is like it, so a person writes the page");
    }

    @Test
    void aDraftRestsOnSimilarTickets() {
        assertThat(KnowledgeRule.apply(withSimilar(0), policy.links()).why()).last().isEqualTo("no resolved ticket is like it, so a person writes the page");
        assertThat(KnowledgeRule.apply(withSimilar(1), policy.links()).why()).last()
            .isEqualTo("1 resolved ticket is like it: from what helped there a draft is offered from a likelihood of 0.50 on, and made from 0.70");
        assertThat(KnowledgeRule.apply(withSimilar(2), policy.links()).why()).last().asString().startsWith("2 resolved tickets are like it");
    }

    @ParameterizedTest
    @CsvSource({"0.0, 0.05, 0.5, 0.7, automatic", "1.1, 0.05, 0.5, 0.7, automatic", "0.4, 0.0, 0.5, 0.7, review", "0.4, 0.41, 0.5, 0.7, review",
        "0.4, 0.1, 0.5, 0.0, draft", "0.4, 0.1, 0.5, 1.1, draft", "0.4, 0.1, 0.0, 0.7, offerDraft", "0.4, 0.1, 0.71, 0.7, offerDraft"})
    void thresholdsOfLinksThatContradictEachOtherAreRefused(double automatic, double review, double offer, double draft, String name) {
        assertThatThrownBy(() -> new LinkThresholds(automatic, review, offer, draft, true)).hasMessageStartingWith("'" + name + "' must be ");
    }

    @Test
    void thresholdsMayBeEqualAndAtTheirEnds() {
        assertThat(new LinkThresholds(1.0, 1.0, 1.0, 1.0, true).review()).isEqualTo(1.0);
        assertThat(new Thresholds(0.5, 0.5, 0.5, 0.5).askApproval()).isEqualTo(0.5);
        assertThat(new Thresholds(1.0, 0.0, 0.0, 0.0).clarify()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0.49, 0.4, 0.3, 0.4, resolve", "1.01, 0.4, 0.3, 0.4, resolve", "0.8, 0.81, 0.3, 0.6, followUp", "0.8, 0.6, 0.61, 0.7, clarify",
        "0.8, 0.6, -0.1, 0.6, clarify", "0.8, 0.6, 0.3, 0.29, askApproval", "0.8, 0.6, 0.3, 0.81, askApproval"})
    void thresholdsThatContradictEachOtherAreRefused(double resolve, double followUp, double clarify, double askApproval, String name) {
        assertThatThrownBy(() -> new Thresholds(resolve, followUp, clarify, askApproval)).hasMessageStartingWith("'" + name + "' must ");
    }

    @Test
    void aDecisionHasAReason() {
        assertThatThrownBy(() -> new Decision("1", Analyses.certain(), Path.RESOLVE, null, List.of(), null)).hasMessageContaining("every decision is explained");
    }

    @Test
    void theRecordIsAskedOfASoundActionAndOtherwiseOfAnswers() {
        assertThat(rules.question(Analyses.proposingARestart())).isEqualTo(new TrackRecord.Question("default", Category.SERVER, "restart-service"));
        assertThat(rules.question(analysis().proposal("format-disk", Map.of()).build()).action()).isNull();
        assertThat(rules.question(Analyses.certain()).action()).isNull();
    }

    private static Analysis withSimilar(int similar) {
        return analysis().evidence().explanation(new Explanation(null, Collections.nCopies(similar, similar("server", 0.9)), List.of(), null)).build();
    }

    private static Explanation.Similar similar(String category, double likeness) {
        return new Explanation.Similar("t", "Same", category, likeness, "restarted", 1, 1);
    }

    private static Evidence page(String id, double score) {
        return new Evidence("article", id, "Page", score, "", List.of(), List.of(), null);
    }

    private Grounds grounds(Analysis analysis, Circumstances circumstances) {
        return rules.rule(analysis, circumstances).grounds();
    }
}
