package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.serai.knowledge.Recalibrate.Vote;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static List<Vote> votes(int count, double confidence, boolean right) {
        return Collections.nCopies(count, new Vote(confidence, right));
    }

    @Test
    void withoutVotesNothingIsCorrected() {
        assertThat(Recalibrate.by(List.of())).isEqualTo(Calibration.NONE);
        assertThat(Calibration.NONE.apply(0.37)).isEqualTo(0.37);
    }

    @Test
    void fewVotesChangeLittleAndHundredsThatAgreeCount() {
        assertThat(Recalibrate.by(votes(5, 0.8, false)).apply(0.8)).isBetween(0.72, 0.80);
        assertThat(Recalibrate.by(votes(50, 0.8, false)).apply(0.8)).isBetween(0.45, 0.6);
        assertThat(Recalibrate.by(votes(400, 0.5, true)).apply(0.5)).isGreaterThan(0.65);
    }

    @Test
    void votesThatFindTheConfidencesRightKeepThem() {
        List<Vote> votes = new ArrayList<>(votes(600, 0.6, true));
        votes.addAll(votes(400, 0.6, false));
        votes.addAll(votes(900, 0.9, true));
        votes.addAll(votes(100, 0.9, false));
        Calibration calibration = Recalibrate.by(votes);
        for (double confidence = 0.1; confidence < 1; confidence += 0.1) {
            assertThat(calibration.apply(confidence)).isEqualTo(confidence, within(0.02));
        }
    }

    @Test
    void confidencesThatAreTooHighComeDownToWhatPeopleFind() {
        Random random = new Random(1);
        List<Vote> votes = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            double shown = 0.5 + random.nextDouble() / 2;
            double real = 1 / (1 + Math.exp(-(Calibration.logit(shown) - 1)));
            votes.add(new Vote(shown, random.nextDouble() < real));
        }
        Calibration calibration = Recalibrate.by(votes);
        assertThat(calibration.apply(0.8)).isEqualTo(1 / (1 + Math.exp(-(Calibration.logit(0.8) - 1))), within(0.05));
    }

    @Test
    void noNumberOfVotesTurnsTheOrderRoundOrMakesAnythingCertain() {
        List<Vote> absurd = new ArrayList<>(votes(100_000, 0.99, false));
        absurd.addAll(votes(100_000, 0.3, true));
        Calibration calibration = Recalibrate.by(absurd);
        assertThat(calibration.apply(0.2)).isLessThan(calibration.apply(0.8));
        Calibration up = Recalibrate.by(votes(100_000, 0.05, true));
        for (int i = 0; i < 5; i++) {
            up = up.then(Recalibrate.by(votes(100_000, 0.05, true)));
        }
        assertThat(up.apply(0.5)).isLessThan(0.9);
        assertThat(up.apply(0)).isZero();
        assertThat(up.apply(1)).isLessThan(1);
    }

    @Test
    void twoCorrectionsTogetherAreOneAfterTheOther() {
        Calibration first = new Calibration(0.3, 1.2);
        Calibration second = new Calibration(-0.4, 0.9);
        assertThat(first.then(second).apply(0.7)).isEqualTo(second.apply(first.apply(0.7)), within(1e-9));
    }

    @Test
    void whatIsOutOfBoundsIsNoCorrection() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Calibration(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Calibration(0, Double.NaN));
        assertThat(Calibration.bounded(9, 0)).isEqualTo(new Calibration(Calibration.MOST_SHIFT, Calibration.LEAST_SCALE));
    }
}
