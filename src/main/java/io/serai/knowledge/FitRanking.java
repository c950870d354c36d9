package io.serai.knowledge;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits the weights of {@link RankCandidates}: the largest likelihood of "a right page, or none" (a conditional logit, McFadden 1974), with a
 * small ridge, by Newton's method. Gives the same numbers for the same examples.
 */
final class FitRanking {

    private static final double RIDGE = 1.0;
    private static final double RIDGE_OF_NONE = 1e-6;
    private static final int STEPS = 50;

    private FitRanking() {
    }

    /**
     * One question.
     *
     * @param features of each candidate, in the order of {@link RankCandidates.Feature}
     * @param right    which candidates are right, possibly none
     * @param weight   how many examples it stands for, above 0
     */
    record Example(double[][] features, boolean[] right, double weight) {

        boolean answerable() {
            return IntStream.range(0, right.length).anyMatch(i -> right[i]);
        }
    }

    /**
     * @param examples at least one with a candidate
     * @param used     the features that get a weight; that of the others is 0
     */
    static RankCandidates.Weights fit(List<Example> examples, List<RankCandidates.Feature> used) {
        int[] columns = used.stream().mapToInt(Enum::ordinal).toArray();
        Scale scale = Scale.of(examples.stream().flatMap(e -> Arrays.stream(e.features())).map(row -> pick(row, columns)).toList());
        List<Example> scaled = examples.stream().filter(e -> e.features().length > 0).map(e -> new Example(Arrays.stream(e.features())
            .map(row -> scale.apply(pick(row, columns))).toArray(double[][]::new), e.right(), e.weight())).toList();
        double[] found = newton(scaled, columns.length);
        double[] weights = new double[RankCandidates.Feature.values().length];
        double none = found[columns.length];
        for (int j = 0; j < columns.length; j++) {
            weights[columns[j]] = found[j] / scale.deviation()[j];
            none += weights[columns[j]] * scale.mean()[j];
        }
        return new RankCandidates.Weights(weights, none);
    }

    private static double[] pick(double[] row, int[] columns) {
        return Arrays.stream(columns).mapToDouble(column -> row[column]).toArray();
    }

    /** The last number is the utility of "none". */
    private static double[] newton(List<Example> examples, int width) {
        return NewtonDescent.least(width + 1, weights -> loss(examples, weights, width), weights -> direction(examples, weights, width), STEPS, 1e-8);
    }

    private static double loss(List<Example> examples, double[] weights, int width) {
        double loss = RIDGE_OF_NONE / 2 * weights[width] * weights[width];
        for (int j = 0; j < width; j++) {
            loss += RIDGE / 2 * weights[j] * weights[j];
        }
        for (Example example : examples) {
            double[] shares = shares(example, weights, width);
            double right = example.answerable() ? 0 : shares[shares.length - 1];
            for (int i = 0; i < shares.length - 1; i++) {
                right += example.right()[i] ? shares[i] : 0;
            }
            loss -= example.weight() * Math.log(Math.max(1e-300, right));
        }
        return loss;
    }

    /** Gradient over the curvature that the ranking has by itself, which is never negative. */
    private static double[] direction(List<Example> examples, double[] weights, int width) {
        int size = width + 1;
        double[][] curvature = new double[size][size + 1];
        for (Example example : examples) {
            double[] shares = shares(example, weights, width);
            double[] wanted = wanted(example, shares);
            double[] mean = new double[size];
            for (int c = 0; c < shares.length; c++) {
                double[] row = row(example, c, width);
                for (int i = 0; i < size; i++) {
                    mean[i] += shares[c] * row[i];
                    curvature[i][size] += example.weight() * (shares[c] - wanted[c]) * row[i];
                    double part = example.weight() * shares[c] * row[i];
                    for (int j = 0; j < size && part != 0; j++) {
                        curvature[i][j] += part * row[j];
                    }
                }
            }
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    curvature[i][j] -= example.weight() * mean[i] * mean[j];
                }
            }
        }
        for (int j = 0; j < size; j++) {
            double ridge = j < width ? RIDGE : RIDGE_OF_NONE;
            curvature[j][j] += ridge;
            curvature[j][size] += ridge * weights[j];
        }
        return FitConfidence.solved(curvature);
    }

    /** The features of a candidate and 0, or those of "none": nothing but 1. */
    private static double[] row(Example example, int candidate, int width) {
        double[] row = new double[width + 1];
        if (candidate == example.features().length) {
            row[width] = 1;
        } else {
            System.arraycopy(example.features()[candidate], 0, row, 0, width);
        }
        return row;
    }

    /** Of each candidate and, last, of "none". */
    private static double[] shares(Example example, double[] weights, int width) {
        double[] shares = new double[example.features().length + 1];
        shares[shares.length - 1] = weights[width];
        for (int i = 0; i < shares.length - 1; i++) {
            for (int j = 0; j < width; j++) {
                shares[i] += weights[j] * example.features()[i][j];
            }
        }
        double highest = Arrays.stream(shares).max().orElseThrow();
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Math.exp(shares[i] - highest);
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    /** What the shares would be if it were known that the right ones, or "none", are chosen. */
    private static double[] wanted(Example example, double[] shares) {
        double[] wanted = new double[shares.length];
        if (!example.answerable()) {
            wanted[wanted.length - 1] = 1;
            return wanted;
        }
        double sum = 1e-30;
        for (int i = 0; i < shares.length - 1; i++) {
            sum += example.right()[i] ? shares[i] : 0;
        }
        for (int i = 0; i < shares.length - 1; i++) {
            wanted[i] = example.right()[i] ? shares[i] / sum : 0;
        }
        return wanted;
    }
}
