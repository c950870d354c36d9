package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Fits the weights of {@link RankCandidates} to alerts with and without a runbook, each asked with and without its name: the largest
 * likelihood of "a right runbook, or none", with a small ridge. Prints the weights, and the likelihood of a ten-fold cross-validation
 * in which all alerts of one runbook, or of one product, are left out together. docs/knowledge-quality.md has the command.
 */
@EnabledIfSystemProperty(named = "serai.eval.queries", matches = ".+")
class FitRankingTest {

    private static final double RIDGE = 1.0;
    private static final int STEPS = 600;
    private static final int FOLDS = 10;

    /** @param features one row a candidate */
    private record Example(double[][] features, boolean[] right, boolean answerable, int fold) {
    }

    private record Fit(double[] weights, double none) {

        double[] shares(Example example) {
            double[] shares = new double[example.features().length + 1];
            shares[shares.length - 1] = none;
            for (int i = 0; i < shares.length - 1; i++) {
                for (int j = 0; j < weights.length; j++) {
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
    }

    @Test
    void printsTheWeightsThatFitTheQueries() throws Exception {
        List<LinkingQuery> queries = LinkingQuery.read(Path.of(System.getProperty("serai.eval.queries")));
        try (LinkingIndex index = new LinkingIndex(Path.of(System.getProperty("serai.eval.runbooks")), 2)) {
            for (RankCandidates.Model now : List.of(RankCandidates.WITH_VECTORS, RankCandidates.WORDS_ONLY)) {
                int[] used = IntStream.range(0, now.weights().length).filter(i -> now.weights()[i] != 0).toArray();
                List<Example> examples = new ArrayList<>();
                for (LinkingQuery query : queries) {
                    examples.add(example(index, query, false, used));
                    examples.add(example(index, query, true, used));
                }
                examples.removeIf(example -> example.features().length == 0);
                double loss = 0;
                int answerable = 0;
                int right = 0;
                for (int fold = 0; fold < FOLDS; fold++) {
                    int left = fold;
                    Fit fit = fit(examples.stream().filter(e -> e.fold() != left).toList(), used.length);
                    for (Example example : examples.stream().filter(e -> e.fold() == left).toList()) {
                        loss += loss(fit, example);
                        answerable += example.answerable() ? 1 : 0;
                        right += example.answerable() && example.right()[best(fit.shares(example))] ? 1 : 0;
                    }
                }
                Fit fit = fit(examples, used.length);
                for (int i = 0; i < used.length; i++) {
                    System.out.printf(Locale.ROOT, "%s %.2f%n", RankCandidates.Feature.values()[used[i]], fit.weights()[i]);
                }
                System.out.printf(Locale.ROOT, "none %.2f; cross-validated: loss %.4f, recall@1 %.3f%n", fit.none(), loss / examples.size(),
                    (double) right / answerable);
                assertThat(loss / examples.size()).isLessThan(1.0);
            }
        }
    }

    private static Example example(LinkingIndex index, LinkingQuery query, boolean named, int[] used) {
        Findings findings = index.findings(query.question(named));
        int count = findings.candidates().size();
        double[][] features = new double[count][];
        boolean[] right = new boolean[count];
        for (int i = 0; i < count; i++) {
            double[] all = RankCandidates.features(findings, findings.candidates().get(i));
            features[i] = Arrays.stream(used).mapToDouble(j -> all[j]).toArray();
            right[i] = query.gold().contains(findings.candidates().get(i).id());
        }
        boolean answerable = IntStream.range(0, count).anyMatch(i -> right[i]);
        String group = query.negative() == null ? query.gold().iterator().next() : query.group();
        return new Example(features, right, answerable, Math.floorMod(group.hashCode() * 31, FOLDS));
    }

    private static int best(double[] shares) {
        int best = 0;
        for (int i = 1; i < shares.length - 1; i++) {
            best = shares[i] > shares[best] ? i : best;
        }
        return best;
    }

    private static double loss(Fit fit, Example example) {
        double[] shares = fit.shares(example);
        return -Math.log(Math.max(1e-9, expected(shares, example)));
    }

    private static double expected(double[] shares, Example example) {
        return example.answerable() ? IntStream.range(0, shares.length - 1).filter(i -> example.right()[i]).mapToDouble(i -> shares[i]).sum()
            : shares[shares.length - 1];
    }

    /** Adam (Kingma and Ba 2015) on standardised features, the whole set in each step; the weights are for the features as they are. */
    private static Fit fit(List<Example> examples, int width) {
        double[] mean = new double[width];
        double[] deviation = new double[width];
        List<double[]> rows = examples.stream().flatMap(e -> Arrays.stream(e.features())).toList();
        for (int j = 0; j < width; j++) {
            int column = j;
            mean[j] = rows.stream().mapToDouble(row -> row[column]).average().orElseThrow();
            deviation[j] = Math.sqrt(rows.stream().mapToDouble(row -> Math.pow(row[column] - mean[column], 2)).average().orElseThrow());
        }
        List<Example> scaled = examples.stream().map(e -> new Example(Arrays.stream(e.features()).map(row -> IntStream.range(0, width)
            .mapToDouble(j -> (row[j] - mean[j]) / deviation[j]).toArray()).toArray(double[][]::new), e.right(), e.answerable(), e.fold())).toList();
        double[] weights = new double[width + 1];
        double[] first = new double[width + 1];
        double[] second = new double[width + 1];
        for (int step = 1; step <= STEPS; step++) {
            double[] gradient = gradient(scaled, weights, width);
            for (int j = 0; j <= width; j++) {
                first[j] = 0.9 * first[j] + 0.1 * gradient[j];
                second[j] = 0.99 * second[j] + 0.01 * gradient[j] * gradient[j];
                weights[j] -= 0.05 * first[j] / (1 - Math.pow(0.9, step)) / (Math.sqrt(second[j] / (1 - Math.pow(0.99, step))) + 1e-8);
            }
        }
        double none = weights[width];
        double[] plain = new double[width];
        for (int j = 0; j < width; j++) {
            plain[j] = weights[j] / deviation[j];
            none += plain[j] * mean[j];
        }
        return new Fit(plain, none);
    }

    private static double[] gradient(List<Example> examples, double[] weights, int width) {
        double[] gradient = new double[width + 1];
        Fit fit = new Fit(Arrays.copyOf(weights, width), weights[width]);
        for (Example example : examples) {
            double[] shares = fit.shares(example);
            double expected = Math.max(1e-30, expected(shares, example));
            for (int i = 0; i < shares.length - 1; i++) {
                double wanted = example.answerable() && example.right()[i] ? shares[i] / expected : 0;
                for (int j = 0; j < width; j++) {
                    gradient[j] += (shares[i] - wanted) * example.features()[i][j];
                }
            }
            gradient[width] += shares[shares.length - 1] - (example.answerable() ? 0 : 1);
        }
        for (int j = 0; j < width; j++) {
            gradient[j] += RIDGE * weights[j];
        }
        return gradient;
    }
}
