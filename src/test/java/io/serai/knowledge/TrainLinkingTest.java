package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.knowledge.LinkingCases.Case;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Training on findings made up of numbers: the right page has more of the question's words and is nearer to it. */
class TrainLinkingTest {

    private static final int PAGES = 12;

    private final Random random = new Random(3);

    private static LinkingQuery query(String id, Set<String> gold, String source) {
        return new LinkingQuery(id, "Name", "title", "", gold, gold.isEmpty() ? "other" : null, source, source + "@1:" + id.charAt(0));
    }

    private Case found(LinkingQuery query, boolean named, boolean vectors, String group) {
        List<Candidate> candidates = new ArrayList<>();
        for (int page = 0; page < PAGES; page++) {
            boolean right = query.gold().contains("p" + page);
            int[] hits = new int[6];
            for (int i = 0; i < hits.length; i++) {
                hits[i] = random.nextDouble() < (right ? 0.8 : 0.25) ? 1 : 0;
            }
            double cosine = vectors ? (right ? 0.8 : 0.65) + random.nextGaussian() * 0.05 : Double.NaN;
            List<Candidate.Weighted> title = List.of(new Candidate.Weighted("t0", 3), new Candidate.Weighted("x" + page, 3));
            candidates.add(Candidates.candidate("p" + page, hits, title, cosine));
        }
        Terms terms = new Terms(List.of("t0", "t1", "t2", "t3", "t4", "t5"), new boolean[] {true, true, true, false, false, false},
            List.of("t0 t1", "t1 t2", "t2 t3", "t3 t4", "t4 t5"), new boolean[] {true, true, false, false, false});
        return new Case(query, named, new Findings(terms, new double[] {3, 3, 3, 2, 2, 2}, new double[] {6, 6, 3, 3, 3}, 100, 4, 200, candidates, vectors ? BgeEmbedder.MODEL : null), group, false);
    }

    private List<Case> cases(boolean vectors) {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String page = "p" + i / 2 % PAGES;
            LinkingQuery query = i % 2 == 0 ? query("a" + i, Set.of(page), "s" + i % 3) : query("b" + i, Set.of(), "s" + i % 5);
            cases.add(found(query, false, vectors, query.answerable() ? page : query.group()));
            cases.add(found(query, true, vectors, query.answerable() ? page : query.group()));
        }
        return cases;
    }

    @Test
    void theWeightsLearnWhatMakesAPageRightAndTheChecksSayHowWell() throws Exception {
        TrainLinking.Trained trained = TrainLinking.train(cases(true), cases(false), PAGES, LinkingWatches.SILENT);
        LinkingModel model = LinkingModel.read("model", trained.model().getBytes(StandardCharsets.UTF_8));
        assertThat(model.withVectors().ranking().weights()[RankCandidates.Feature.MEAN_COSINE.ordinal()]).isPositive();
        assertThat(model.threshold()).isEqualTo(trained.threshold()).isBetween(0.2, 0.8);
        assertThat(trained.checks()).hasSize(4).allSatisfy(check -> {
            assertThat(check.figures().recallAt1()).isGreaterThan(0.85);
            assertThat(check.figures().calibrationError()).isLessThan(0.15);
            assertThat(check.figures().queries()).isEqualTo(120);
        });
    }

    @Test
    void theSameCasesGiveTheSameNumbers() {
        List<Case> cases = cases(true);
        List<Case> words = cases(false);
        assertThat(TrainLinking.train(cases, words, PAGES, LinkingWatches.SILENT).model())
            .isEqualTo(TrainLinking.train(cases, words, PAGES, LinkingWatches.SILENT).model());
    }

    @Test
    void partsAreOfWholeGroupsAndOfLikeSize() {
        List<Case> cases = cases(true);
        Map<String, Integer> folds = LinkingCases.folds(cases);
        assertThat(new HashSet<>(folds.values())).hasSize(LinkingCases.FOLDS);
        assertThat(folds.keySet()).containsExactlyInAnyOrderElementsOf(cases.stream().map(Case::group).distinct().toList());
    }
}
