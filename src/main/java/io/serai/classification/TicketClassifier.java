package io.serai.classification;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells a ticket's category by its words: a logistic regression for each category against all others, with an L2 penalty. What the likeliest
 * is worth says a second, small regression, on how likely it and the next one are and on what the most similar examples say, fitted to tickets that the
 * first was not fitted to; so of the guesses with confidence 0.8 about four in five are right. Gives the same answers for the same examples. Immutable, safe for concurrent use.
 */
public final class TicketClassifier {

    /** A category with fewer examples is not learned. */
    public static final int FEWEST = Folds.PARTS;
    /** Of liblinear: how much an example counts against the penalty, and where the search ends. */
    private static final double COST = 1.0;
    private static final double PRECISION = 0.001;
    private static final double EDGE = 1e-6;
    private static final int RIGHT = 1;

    /** @param confidence how likely the category is right, from 0.0 to 1.0 */
    public record Guess(String category, double confidence) {
    }

    private final Words words;
    private final Model trust;

    static {
        Linear.disableDebugOutput();
    }

    private TicketClassifier(Words words, Model trust) {
        this.words = words;
        this.trust = trust;
    }

    /**
     * What is known of one text, by the number of the category.
     *
     * @param likelihoods from 0.0 to 1.0, of each category against all others
     * @param votes       the neighbours' shares
     */
    private record Signs(double[] likelihoods, double[] votes) {

        static final int FEATURES = 4;

        int best() {
            int best = 0;
            for (int i = 1; i < likelihoods.length; i++) {
                best = likelihoods[i] > likelihoods[best] ? i : best;
            }
            return best;
        }

        /** Log odds of the likeliest, and its distance from the next; the neighbours' share for it; and the constant 1. */
        Feature[] features() {
            double[] sorted = Arrays.stream(likelihoods).map(p -> Math.max(EDGE, Math.min(1 - EDGE, p))).map(p -> Math.log(p / (1 - p))).sorted().toArray();
            double first = sorted[sorted.length - 1];
            return new Feature[] {new FeatureNode(1, first), new FeatureNode(2, first - sorted[sorted.length - 2]), new FeatureNode(3, votes[best()]),
                new FeatureNode(4, 1)};
        }
    }

    /** What is known of words alone. */
    private record Words(Vocabulary vocabulary, List<String> categories, Model model, Neighbours neighbours) {

        static Words train(List<LabelledTicket> examples, List<String> categories) {
            Vocabulary vocabulary = new Vocabulary(examples.stream().map(LabelledTicket::text).toList());
            Feature[][] vectors = examples.stream().map(example -> vocabulary.vector(example.text())).toArray(Feature[][]::new);
            double[] labels = examples.stream().mapToDouble(example -> categories.indexOf(example.category())).toArray();
            return new Words(vocabulary, categories, fit(vectors, labels, vocabulary.size()), new Neighbours(vectors, labels, categories.size()));
        }

        Signs signs(String text) {
            Feature[] vector = vocabulary.vector(text);
            double[] byLabel = new double[model.getNrClass()];
            Linear.predictProbability(model, vector, byLabel);
            double[] likelihoods = new double[categories.size()];
            for (int i = 0; i < byLabel.length; i++) {
                likelihoods[model.getLabels()[i]] = byLabel[i];
            }
            return new Signs(likelihoods, neighbours.votes(vector));
        }
    }

    private static Model fit(Feature[][] vectors, double[] labels, int size) {
        Problem problem = new Problem();
        problem.l = vectors.length;
        problem.n = size;
        problem.x = vectors;
        problem.y = labels;
        return Linear.train(problem, new Parameter(SolverType.L2R_LR, COST, PRECISION));
    }

    /**
     * @param examples those of a category with fewer than {@link #FEWEST} are left out
     * @throws IllegalArgumentException if that leaves fewer than two categories
     */
    public static TicketClassifier train(List<LabelledTicket> examples) {
        List<String> categories = learnable(examples);
        if (categories.size() < 2) {
            throw new IllegalArgumentException("there are " + categories.size() + " categories with at least " + FEWEST + " tickets each; at least 2 are needed");
        }
        List<LabelledTicket> used = examples.stream().filter(example -> categories.contains(example.category())).toList();
        return new TicketClassifier(Words.train(used, categories), trust(used, categories));
    }

    /** The categories with enough examples, in alphabetical order. */
    public static List<String> learnable(List<LabelledTicket> examples) {
        Map<String, Long> counts = examples.stream().collect(Collectors.groupingBy(LabelledTicket::category, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream().filter(count -> count.getValue() >= FEWEST).map(Map.Entry::getKey).toList();
    }

    private static Model trust(List<LabelledTicket> examples, List<String> categories) {
        int[] parts = Folds.of(examples);
        List<Feature[]> vectors = new ArrayList<>();
        List<Double> labels = new ArrayList<>();
        for (int part = 0; part < Folds.PARTS; part++) {
            Words others = Words.train(Folds.part(examples, parts, part, false), categories);
            for (LabelledTicket left : Folds.part(examples, parts, part, true)) {
                Signs signs = others.signs(left.text());
                vectors.add(signs.features());
                labels.add(categories.get(signs.best()).equals(left.category()) ? (double) RIGHT : 0);
            }
        }
        return fit(vectors.toArray(Feature[][]::new), labels.stream().mapToDouble(label -> label).toArray(), Signs.FEATURES);
    }

    /** The categories that it knows, in alphabetical order. */
    public List<String> categories() {
        return words.categories();
    }

    /** @param description possibly empty */
    public Guess classify(String title, String description) {
        Signs signs = words.signs(LabelledTicket.text(title, description));
        double[] byLabel = new double[trust.getNrClass()];
        Linear.predictProbability(trust, signs.features(), byLabel);
        double confidence = 0;
        for (int i = 0; i < byLabel.length; i++) {
            confidence = trust.getLabels()[i] == RIGHT ? byLabel[i] : confidence;
        }
        return new Guess(words.categories().get(signs.best()), confidence);
    }
}
