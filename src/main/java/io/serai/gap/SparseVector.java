package io.serai.gap;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The weightiest terms of a text or of a group of texts, as a vector of length 1 (or 0, of a text without terms).
 *
 * @param terms   numbers of terms, each once
 * @param weights greater than 0, as many
 */
record SparseVector(int[] terms, float[] weights) {

    /** So many terms tell what a text is about. */
    private static final int TERMS = 40;

    /** @param weights by number of the term */
    static SparseVector of(Map<Integer, Double> weights) {
        List<Map.Entry<Integer, Double>> heaviest = weights.entrySet().stream().filter(entry -> entry.getValue() > 0)
            .sorted(Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey())).limit(TERMS).toList();
        double length = Math.sqrt(heaviest.stream().mapToDouble(entry -> entry.getValue() * entry.getValue()).sum());
        int[] terms = new int[heaviest.size()];
        float[] shares = new float[heaviest.size()];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = heaviest.get(i).getKey();
            shares[i] = (float) (heaviest.get(i).getValue() / length);
        }
        return new SparseVector(terms, shares);
    }

    /** Where the middle of some texts lies. */
    static SparseVector middle(Collection<SparseVector> vectors) {
        Map<Integer, Double> sum = new HashMap<>();
        for (SparseVector vector : vectors) {
            for (int i = 0; i < vector.terms.length; i++) {
                sum.merge(vector.terms[i], (double) vector.weights[i], Double::sum);
            }
        }
        return of(sum);
    }

    /** 0 where they share no term, 1 where they are alike. */
    double cosine(SparseVector other) {
        Map<Integer, Float> mine = new HashMap<>();
        for (int i = 0; i < terms.length; i++) {
            mine.put(terms[i], weights[i]);
        }
        double cosine = 0;
        for (int i = 0; i < other.terms.length; i++) {
            cosine += mine.getOrDefault(other.terms[i], 0f) * other.weights[i];
        }
        return cosine;
    }
}
