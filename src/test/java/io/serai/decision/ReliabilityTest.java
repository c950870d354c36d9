package io.serai.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.serai.decision.Reliability.Level;
import io.serai.decision.TrackRecord.Count;
import io.serai.decision.TrackRecord.Part;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReliabilityTest {

    /** The examples of R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I, method 3. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0, 0.1611", "1, 29, 0.0061, 0.1718"})
    void theIntervalIsWilsons(int good, int trials, double low, double high) {
        assertThat(Proportion.of(good, trials).low()).isCloseTo(low, within(5e-5));
        assertThat(Proportion.of(good, trials).high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void nothingTriedShowsNothingAndOneSuccessNextToNothing() {
        assertThat(Proportion.of(0, 0)).isEqualTo(new Proportion(0.0, 1.0));
        assertThat(Proportion.of(1, 1).low()).isCloseTo(0.2065, within(5e-5));
        assertThat(Proportion.of(1, 1).high()).isEqualTo(1.0);
    }

    @Test
    void withoutAnyHistoryItIsTheConfidenceAlone() {
        Reliability certain = Reliability.of(1.0, List.of());
        assertThat(certain.score()).isEqualTo(25.0);
        assertThat(certain.level()).isEqualTo(Level.LOW);
        assertThat(certain.parts()).extracting(Reliability.Part::name).containsExactly("confidence", "feedback", "success", "pattern");
        assertThat(certain.parts()).extracting(Reliability.Part::weight).containsExactly(25, 30, 25, 20);
        assertThat(certain.parts()).extracting(Reliability.Part::value).containsExactly(1.0, 0.0, 0.0, 0.0);
        assertThat(certain.record()).isEqualTo("no feedback; no success; no pattern");
    }

    @Test
    void eachPartIsCountedFromWhatBelongsToIt() {
        Reliability reliability = Reliability.of(0.8, List.of(new Count(Part.FEEDBACK, "approved", 8, 10), new Count(Part.FEEDBACK, "ratings good", 2, 2),
            new Count(Part.SUCCESS, "succeeded", 7, 7), new Count(Part.PATTERN, "similar tickets agree", 4, 5)));
        assertThat(reliability.parts()).extracting(Reliability.Part::good).containsExactly(0, 10, 7, 4);
        assertThat(reliability.parts()).extracting(Reliability.Part::trials).containsExactly(0, 12, 7, 5);
        assertThat(reliability.score()).isCloseTo(25 * 0.8 + 30 * Proportion.of(10, 12).low() + 25 * Proportion.of(7, 7).low() + 20 * Proportion.of(4, 5).low(), within(0.01));
        assertThat(reliability.record()).isEqualTo("8 of 10 approved, 2 of 2 ratings good; 7 of 7 succeeded; 4 of 5 similar tickets agree");
    }

    @ParameterizedTest
    @CsvSource({"100, VERY_HIGH", "90, VERY_HIGH", "89.999, HIGH", "75, HIGH", "74.999, MEDIUM", "60, MEDIUM", "59.999, LOW", "0, LOW"})
    void theLevelsAreTheseFromTheirFirstPointOn(double score, Level level) {
        assertThat(Reliability.of(0.0, List.of()).withScore(score).level()).isEqualTo(level);
    }

    /** The curve of docs/tune-the-policy.md, with confidence 0.86. */
    @ParameterizedTest
    @CsvSource({"0, 21", "1, 32", "2, 40", "3, 45", "5, 52", "8, 58", "9, 60", "10, 61", "20, 67", "50, 72", "100, 74", "1000, 76"})
    void theFirstGoodRunsCountLittleAndManyCountMuch(int runs, int score) {
        Reliability reliability = Reliability.of(0.86, counts(runs));
        assertThat((int) reliability.score()).isEqualTo(score);
    }

    @Test
    void itTellsHowManyRunsItTakes() {
        assertThat(Reliability.of(0.86, List.of()).runsUntil(60)).isEqualTo(9);
        assertThat(Reliability.of(0.86, counts(8)).runsUntil(60)).isEqualTo(1);
        assertThat(Reliability.of(0.86, List.of()).runsUntil(76)).isEqualTo(419);
        assertThat(Reliability.of(0.86, List.of()).runsUntil(77)).as("out of reach without a pattern").isZero();
        assertThat(Reliability.of(0.86, counts(9)).score()).isGreaterThanOrEqualTo(60.0);
        IntStream.rangeClosed(1, 40).forEach(wanted -> {
            int runs = Reliability.of(0.5, List.of()).runsUntil(wanted);
            assertThat(Reliability.of(0.5, counts(runs)).score()).isGreaterThanOrEqualTo(wanted);
        });
    }

    @Test
    void anotherConfidenceChangesOnlyItsOwnPart() {
        assertThat(Reliability.of(0.3, counts(7)).withConfidence(0.9)).isEqualTo(Reliability.of(0.9, counts(7)));
    }

    @Test
    void aCountHoldsNoMoreThanItsTrials() {
        assertThatThrownBy(() -> new Count(Part.SUCCESS, "succeeded", 2, 1)).hasMessage("2 of 1 is no count");
        assertThatThrownBy(() -> new Count(Part.SUCCESS, "succeeded", -1, 1)).hasMessage("-1 of 1 is no count");
    }

    private static List<Count> counts(int runs) {
        return List.of(new Count(Part.FEEDBACK, "approved", runs, runs), new Count(Part.SUCCESS, "succeeded", runs, runs));
    }
}
