package io.serai.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.serai.knowledge.Evidence;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class ConfidenceTest {

    @Property
    void confidenceIsBetweenZeroAndOneAndNeverAboveTheBestScore(@ForAll("found") List<Evidence> found, @ForAll boolean degraded) {
        double confidence = Confidence.of(found, degraded);
        assertThat(confidence).isBetween(0.0, Confidence.MOST);
        if (!found.isEmpty()) {
            assertThat(confidence).isLessThanOrEqualTo(found.stream().mapToDouble(Evidence::score).max().orElseThrow());
        }
    }

    @Property
    void aBetterBestScoreNeverLowersTheConfidence(@ForAll("found") List<Evidence> found, @ForAll @DoubleRange(min = 0, max = 1) double more) {
        double best = found.stream().mapToDouble(Evidence::score).max().orElse(0);
        List<Evidence> others = new ArrayList<>(found);
        others.stream().filter(one -> one.score() == best).findFirst().ifPresent(others::remove);
        List<Evidence> before = new ArrayList<>(others);
        before.add(0, Cases.evidence("best", best));
        List<Evidence> after = new ArrayList<>(others);
        after.add(0, Cases.evidence("best", Math.min(1.0, best + more)));
        assertThat(Confidence.of(after, false)).isGreaterThanOrEqualTo(Confidence.of(before, false));
    }

    @Property
    void aModelsClaimNeverRaisesTheConfidenceAboveTheEvidence(@ForAll("found") List<Evidence> found,
                                                              @ForAll @DoubleRange(min = 0, max = 1) double claimed, @ForAll boolean degraded) {
        List<Evidence> cited = found.isEmpty() ? List.of() : found.subList(0, 1);
        assertThat(Confidence.ofModel(claimed, cited, found, degraded))
            .isBetween(0.0, 1.0).isLessThanOrEqualTo(claimed).isLessThanOrEqualTo(Confidence.of(found, degraded));
    }

    @Property
    void aDegradedCaseIsNeverSurer(@ForAll("found") List<Evidence> found) {
        assertThat(Confidence.of(found, true)).isLessThanOrEqualTo(Confidence.of(found, false));
    }

    @Example
    void withoutEvidenceNothingIsSure() {
        assertThat(Confidence.of(List.of(), false)).isLessThan(0.3);
        assertThat(Confidence.ofModel(1.0, List.of(), List.of(Cases.evidence("RB-12", 0.9)), false)).isLessThan(0.3);
    }

    @Example
    void aRivalThatDisagreesCosts() {
        assertThat(Confidence.of(List.of(Cases.evidence("a", 0.8)), false)).isEqualTo(0.8);
        assertThat(Confidence.of(List.of(Cases.evidence("a", 0.8), Cases.evidence("b", 0.8)), false)).isEqualTo(0.8);
        assertThat(Confidence.of(List.of(Cases.evidence("a", 0.8), Cases.other("b", 0.8)), false)).isCloseTo(0.725, within(1e-9));
        assertThat(Confidence.of(List.of(Cases.evidence("a", 0.8), Cases.other("b", 0.5)), false)).isEqualTo(0.8);
    }

    @Provide
    Arbitrary<List<Evidence>> found() {
        return Combinators.combine(Arbitraries.doubles().between(0, 1), Arbitraries.integers().between(0, 9), Arbitraries.of(true, false))
            .as((score, id, same) -> same ? Cases.evidence("RB-" + id, score) : Cases.other("RB-" + id, score))
            .list().ofMaxSize(5);
    }
}
