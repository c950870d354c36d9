package io.serai.knowledge;

import java.util.ArrayList;
import java.util.List;

/**
 * Corrects confidences by what people said of links. The correction has the largest likelihood of the votes together with {@value #PRIOR} votes that
 * nobody cast, spread over all confidences, which find the confidences just right: so a few votes change little, and hundreds that agree count.
 */
final class Recalibrate {

    static final int PRIOR = 200;
    private static final int STEPS = 20;
    private static final double RIDGE = 1e-6;

    private Recalibrate() {
    }

    /**
     * A person's word on one link.
     *
     * @param confidence as it was shown, from 0.0 to 1.0
     */
    record Vote(double confidence, boolean right) {
    }

    /** @return a correction of the confidences that were shown; {@link Calibration#NONE} without votes */
    static Calibration by(List<Vote> votes) {
        if (votes.isEmpty()) {
            return Calibration.NONE;
        }
        List<FitConfidence.Example> examples = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            double confidence = (i + 0.5) / STEPS;
            examples.add(new FitConfidence.Example(new double[] {Calibration.logit(confidence)}, confidence, (double) PRIOR / STEPS));
        }
        votes.forEach(vote -> examples.add(new FitConfidence.Example(new double[] {Calibration.logit(vote.confidence())}, vote.right() ? 1 : 0, 1)));
        FitConfidence.Fit fit = FitConfidence.fit(examples, RIDGE);
        return Calibration.bounded(fit.intercept(), fit.weights()[0]);
    }
}
