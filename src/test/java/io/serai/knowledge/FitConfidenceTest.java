package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.serai.knowledge.FitConfidence.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FitConfidenceTest {

    private static List<Example> examples(int count, double intercept, double... weights) {
        Random random = new Random(7);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] features = new double[weights.length];
            double utility = intercept;
            for (int j = 0; j < weights.length; j++) {
                features[j] = random.nextGaussian() * (j + 1) + 10 * j;
                utility += weights[j] * features[j];
            }
            examples.add(new Example(features, random.nextDouble() < 1 / (1 + Math.exp(-utility)) ? 1 : 0, 1));
        }
        return examples;
    }

    @Test
    void findsTheWeightsThatMadeTheOutcomes() {
        FitConfidence.Fit fit = FitConfidence.fit(examples(20_000, -10.5, 1.5, 1.0), 1.0);
        assertThat(fit.weights()[0]).isEqualTo(1.5, within(0.1));
        assertThat(fit.weights()[1]).isEqualTo(1.0, within(0.1));
        assertThat(fit.intercept()).isEqualTo(-10.5, within(0.8));
    }

    @Test
    void anExampleOfWeightTwoIsWorthTwo() {
        List<Example> examples = examples(200, 0, 1);
        List<Example> twice = new ArrayList<>(examples);
        twice.addAll(examples);
        List<Example> heavy = examples.stream().map(e -> new Example(e.features(), e.outcome(), 2)).toList();
        assertThat(FitConfidence.fit(heavy, 1).intercept()).isEqualTo(FitConfidence.fit(twice, 1).intercept(), within(1e-6));
    }

    @Test
    void outcomesThatAreAllAlikeAndFeaturesThatNeverChangeGiveFiniteNumbers() {
        List<Example> alike = List.of(new Example(new double[] {1, 3}, 1, 1), new Example(new double[] {2, 3}, 1, 1));
        FitConfidence.Fit fit = FitConfidence.fit(alike, 1);
        assertThat(fit.intercept()).isFinite().isPositive();
        assertThat(fit.weights()[0]).isFinite();
        assertThat(fit.weights()[1]).isFinite();
    }
}
