package io.serai.resolution;

import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * How alike two tickets are: the cosine of their terms, each weighed by how rare it is, and from that how likely they are about the same
 * problem. The line from cosine to likelihood was fitted; {@code docs/keep-the-knowledge-base.md} has the command.
 */
final class Likeness {

    /** Of the logit {@code SLOPE * cosine + LEVEL}. */
    static final double SLOPE = 7.5;
    static final double LEVEL = -5.6;

    /** As if there were so many more tickets: where there are few, a term that is new says little. */
    private static final double PRIOR = 20.0;

    private Likeness() {
    }

    /** @param all how many tickets there are, and {@code with} in how many of them a term stands */
    static double weight(int all, int with) {
        return Math.log(1.0 + (all + PRIOR) / (with + 1.0));
    }

    /** @return 0.0 to 1.0 */
    static double cosine(Set<String> one, Set<String> other, ToDoubleFunction<String> weight) {
        double common = one.stream().filter(other::contains).mapToDouble(term -> square(weight.applyAsDouble(term))).sum();
        double lengths = Math.sqrt(length(one, weight) * length(other, weight));
        return lengths == 0.0 ? 0.0 : Math.min(1.0, common / lengths);
    }

    static double likelihood(double cosine) {
        return 1.0 / (1.0 + Math.exp(-SLOPE * cosine - LEVEL));
    }

    private static double length(Set<String> terms, ToDoubleFunction<String> weight) {
        return terms.stream().mapToDouble(term -> square(weight.applyAsDouble(term))).sum();
    }

    private static double square(double x) {
        return x * x;
    }
}
