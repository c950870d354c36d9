package io.serai.knowledge;

import io.serai.knowledge.LinkingFigures.Outcome;
import java.util.List;
import java.util.stream.Stream;

/**
 * Chooses from which confidence on a page is linked. What is asked of the links: at least 70 % of the queries with a page are linked to a right
 * one, at least 90 % of their links are right, and fewer than 10 % of the queries without a page are linked. Each is measured in standard errors
 * above its bar, without and with the name, and however the queries were left out; the threshold is where the least of all is greatest.
 */
final class ChooseThreshold {

    private static final double CORRECT = 0.70;
    private static final double PRECISION = 0.90;
    private static final double FALSE_POSITIVES = 0.10;
    private static final int STEPS = 100;

    private ChooseThreshold() {
    }

    /**
     * @param measurements each of which has to pass
     * @return in hundredths; where several are as good, the one in their middle
     */
    static double among(List<List<Outcome>> measurements) {
        double[] margins = new double[STEPS];
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < STEPS; i++) {
            int hundredths = i;
            margins[i] = measurements.stream().mapToDouble(outcomes -> margin(outcomes, hundredths)).min().orElseThrow();
            best = Math.max(best, margins[i]);
        }
        int first = 1;
        while (margins[first] < best) {
            first++;
        }
        int last = first;
        while (last + 1 < STEPS && margins[last + 1] >= best) {
            last++;
        }
        return (first + last) / 2 / (double) STEPS;
    }

    private static double margin(List<Outcome> outcomes, int hundredths) {
        LinkingFigures figures = LinkingFigures.of(outcomes, hundredths / (double) STEPS);
        double linked = figures.coverage() * figures.answerable();
        return Stream.of(errors(figures.correct() - CORRECT, figures.correct(), figures.answerable()),
            errors(figures.precision() - PRECISION, figures.precision(), linked),
            errors(FALSE_POSITIVES - figures.falsePositives(), figures.falsePositives(), figures.queries() - figures.answerable()))
            .min(Double::compare).orElseThrow();
    }

    /** How many standard errors of the share the distance is; Laplace's estimate, so that 0 of 10 is not certain. */
    private static double errors(double distance, double share, double of) {
        double estimate = (share * of + 1) / (of + 2);
        return distance / Math.sqrt(estimate * (1 - estimate) / (of + 2));
    }
}
