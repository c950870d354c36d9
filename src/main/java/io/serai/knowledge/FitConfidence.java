package io.serai.knowledge;

import java.util.List;

/** Fits a logistic regression by Newton's method, with a ridge on all weights but the intercept. Gives the same numbers for the same examples. */
final class FitConfidence {

    private static final int STEPS = 50;

    private FitConfidence() {
    }

    /**
     * @param features one number each, whatever their scale
     * @param outcome  0 or 1, or what lies between for an example that is worth a share of each
     * @param weight   how many examples it stands for, above 0
     */
    record Example(double[] features, double outcome, double weight) {
    }

    /** @param weights of the features as they are */
    record Fit(double intercept, double[] weights) {
    }

    /**
     * @param examples at least one
     * @param ridge    on weights of features with deviation 1; above 0
     */
    static Fit fit(List<Example> examples, double ridge) {
        Scale scale = Scale.of(examples.stream().map(Example::features).toList());
        int width = scale.mean().length;
        double[] found = newton(examples.stream().map(e -> new Example(scale.apply(e.features()), e.outcome(), e.weight())).toList(), width, ridge);
        double intercept = found[width];
        double[] weights = new double[width];
        for (int j = 0; j < width; j++) {
            weights[j] = found[j] / scale.deviation()[j];
            intercept -= weights[j] * scale.mean()[j];
        }
        return new Fit(intercept, weights);
    }

    /** The last number is the intercept. */
    private static double[] newton(List<Example> examples, int width, double ridge) {
        return NewtonDescent.least(width + 1, weights -> loss(examples, weights, ridge), weights -> direction(examples, weights, ridge), STEPS, 1e-10);
    }

    private static double loss(List<Example> examples, double[] weights, double ridge) {
        double loss = 0;
        for (int j = 0; j < weights.length - 1; j++) {
            loss += ridge / 2 * weights[j] * weights[j];
        }
        for (Example example : examples) {
            double utility = utility(example.features(), weights);
            loss += example.weight() * (Math.log1p(Math.exp(-Math.abs(utility))) + Math.max(utility, 0) - example.outcome() * utility);
        }
        return loss;
    }

    private static double utility(double[] features, double[] weights) {
        double utility = weights[features.length];
        for (int j = 0; j < features.length; j++) {
            utility += weights[j] * features[j];
        }
        return utility;
    }

    /** Gradient over curvature. */
    private static double[] direction(List<Example> examples, double[] weights, double ridge) {
        int size = weights.length;
        double[][] curvature = new double[size][size + 1];
        for (Example example : examples) {
            double chance = 1 / (1 + Math.exp(-utility(example.features(), weights)));
            for (int i = 0; i < size; i++) {
                double x = i < size - 1 ? example.features()[i] : 1;
                curvature[i][size] += example.weight() * (chance - example.outcome()) * x;
                for (int j = 0; j < size; j++) {
                    curvature[i][j] += example.weight() * chance * (1 - chance) * x * (j < size - 1 ? example.features()[j] : 1);
                }
            }
        }
        for (int j = 0; j < size; j++) {
            curvature[j][j] += j < size - 1 ? ridge : 1e-9;
            curvature[j][size] += j < size - 1 ? ridge * weights[j] : 0;
        }
        return solved(curvature);
    }

    /**
     * Gauss elimination; positive definite, so the diagonal serves as pivot.
     *
     * @param rows each with its right side last; changed
     */
    static double[] solved(double[][] rows) {
        int size = rows.length;
        for (int i = 0; i < size; i++) {
            for (int k = i + 1; k < size; k++) {
                double factor = rows[k][i] / rows[i][i];
                for (int j = i; j <= size; j++) {
                    rows[k][j] -= factor * rows[i][j];
                }
            }
        }
        double[] solution = new double[size];
        for (int i = size - 1; i >= 0; i--) {
            double sum = rows[i][size];
            for (int j = i + 1; j < size; j++) {
                sum -= rows[i][j] * solution[j];
            }
            solution[i] = sum / rows[i][i];
        }
        return solution;
    }
}
