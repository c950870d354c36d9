package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.serai.knowledge.LinkingFigures.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinkingFiguresTest {

    private static Outcome with(int rank, double confidence) {
        return new Outcome(new LinkingQuery("", "", "t", "", Set.of("p"), null, "a", "a@1:f"), rank, confidence);
    }

    private static Outcome without(String kind, double confidence) {
        return new Outcome(new LinkingQuery("", "", "t", "", Set.of(), kind, "b", "b@1:f"), -1, confidence);
    }

    @Test
    void eachFigureIsTheShareThatItsNameSays() {
        LinkingFigures figures = LinkingFigures.of(List.of(with(0, 0.9), with(0, 0.5), with(1, 0.6), with(7, 0.1), with(-1, 0),
            without("other", 0.7), without("other", 0.2), without("desk", 0.1), without("desk", 0.05)), 0.5);
        assertThat(figures.queries()).isEqualTo(9);
        assertThat(figures.answerable()).isEqualTo(5);
        assertThat(figures.recallAt1()).isEqualTo(0.4);
        assertThat(figures.recallAt5()).isEqualTo(0.6);
        assertThat(figures.mrr()).isEqualTo((1 + 1 + 0.5 + 0.125) / 5, within(1e-4));
        assertThat(figures.coverage()).isEqualTo(0.6);
        assertThat(figures.correct()).isEqualTo(0.4);
        assertThat(figures.precision()).isEqualTo(0.6667);
        assertThat(figures.precisionOfAll()).isEqualTo(0.5);
        assertThat(figures.falsePositives()).isEqualTo(0.25);
        assertThat(figures.falsePositivesByKind()).containsEntry("other", 0.5).containsEntry("desk", 0.0);
        assertThat(figures.bySource()).containsOnlyKeys("a");
    }

    @Test
    void theCalibrationErrorIsTheMeanDistanceOfConfidenceAndRightOnes() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            outcomes.add(i < 8 ? with(0, 0.75) : without("other", 0.75));
            outcomes.add(i < 1 ? with(0, 0.3) : with(2, 0.3));
        }
        LinkingFigures figures = LinkingFigures.of(outcomes, 0.5);
        assertThat(figures.calibrationError()).isEqualTo((10 * 0.05 + 10 * 0.2) / 20, within(1e-4));
        assertThat(figures.reliability()).hasSize(10).filteredOn(bin -> bin.queries() > 0).extracting(LinkingFigures.Bin::right).containsExactly(0.1, 0.8);
        assertThat(LinkingFigures.of(List.of(with(0, 1.0)), 0.5).reliability().get(9).queries()).isOne();
    }

    @Test
    void theThresholdIsWhereTheWeakestOfAllBarsIsSafest() {
        List<Outcome> text = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            text.add(i < 85 ? with(0, 0.8) : with(1, 0.4));
            text.add(without("other", i < 3 ? 0.75 : 0.3));
        }
        List<Outcome> named = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            named.add(i < 90 ? with(0, 0.6) : with(1, 0.2));
            named.add(without("other", 0.2));
        }
        assertThat(ChooseThreshold.among(List.of(text, named))).isBetween(0.41, 0.60);
        assertThat(ChooseThreshold.among(List.of(text))).isBetween(0.41, 0.80);
    }
}
