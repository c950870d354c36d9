package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeBestTest {

    private static final LinkingModel MODEL = LinkingModel.shipped();

    private static Candidate page(String id, double share, double cosine) {
        int[] hits = {share > 0.2 ? 1 : 0, share > 0.4 ? 1 : 0, share > 0.6 ? 1 : 0, share > 0.8 ? 1 : 0};
        return Candidates.candidate(id, hits, List.of(new Candidate.Weighted("a", 3), new Candidate.Weighted("z", 3)), cosine);
    }

    private static double confidence(Candidate... pages) {
        Terms terms = new Terms(List.of("a", "b", "c", "d"), new boolean[] {true, true, false, false}, List.of("a b", "b c", "c d"), new boolean[] {true, false, false});
        Findings findings = new Findings(terms, new double[] {3, 3, 3, 3}, new double[] {6, 3, 3}, 100, 2, 200, List.of(pages), BgeEmbedder.MODEL);
        LinkingModel.Mode mode = MODEL.mode(findings);
        return JudgeBest.confidence(findings, RankCandidates.rank(findings, mode.ranking()), mode.confidence());
    }

    @Test
    void aPageThatFitsBetterIsTrustedMore() {
        double last = 0;
        for (double share : new double[] {0.1, 0.3, 0.5, 0.7, 0.9}) {
            double confidence = confidence(page("p", share, 0.5 + share / 3));
            assertThat(confidence).isGreaterThan(last).isLessThan(1);
            last = confidence;
        }
        assertThat(last).isGreaterThan(0.9);
        assertThat(confidence(page("p", 0.1, 0.5))).isLessThan(0.05);
        assertThat(confidence()).isZero();
    }

    /** TRUST.md, S23: pages near to another never raise the confidence in the best. */
    @Test
    void s23FiftyRivalsHoweverNearNeverRaiseTheConfidence() {
        Candidate best = page("p", 0.9, 0.85);
        double alone = confidence(best);
        for (double cosine : new double[] {0.5, 0.7, 0.8, 0.849, 0.85}) {
            List<Candidate> pages = new ArrayList<>(List.of(best));
            for (int i = 0; i < 50; i++) {
                pages.add(page("rival" + i, 0.9, cosine));
            }
            assertThat(confidence(pages.toArray(Candidate[]::new))).isLessThanOrEqualTo(alone);
        }
    }

    @Test
    void withoutVectorsTheWordsAloneAreJudged() {
        assertThat(confidence(page("p", 0.9, Double.NaN))).isGreaterThan(confidence(page("p", 0.3, Double.NaN)));
        assertThat(confidence(page("p", 0.3, Double.NaN))).isLessThan(0.3);
    }
}
