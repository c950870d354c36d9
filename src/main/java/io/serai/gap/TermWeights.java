package io.serai.gap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Weighs terms by how often a text has them and how few texts do (tf-idf). */
final class TermWeights {

    /** A title says more of the subject than as many words of the text. */
    private static final double TITLE = 2.0;
    private final Function<String, List<String>> split;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<Integer> documents = new ArrayList<>();
    private int texts;

    /** @param split a text into its terms */
    TermWeights(Function<String, List<String>> split) {
        this.split = split;
    }

    /** How often a text has which terms; to be weighed when all texts are counted. */
    record Counts(int[] terms, float[] counts) {
    }

    Counts count(String title, String text) {
        Map<Integer, Double> counts = new HashMap<>();
        split.apply(title).forEach(term -> counts.merge(number(term), TITLE, Double::sum));
        split.apply(text).forEach(term -> counts.merge(number(term), 1.0, Double::sum));
        counts.keySet().forEach(number -> documents.set(number, documents.get(number) + 1));
        texts++;
        Counts compact = new Counts(new int[counts.size()], new float[counts.size()]);
        int i = 0;
        for (Map.Entry<Integer, Double> entry : counts.entrySet()) {
            compact.terms[i] = entry.getKey();
            compact.counts[i++] = entry.getValue().floatValue();
        }
        return compact;
    }

    SparseVector weigh(Counts counts) {
        Map<Integer, Double> weights = new HashMap<>();
        for (int i = 0; i < counts.terms.length; i++) {
            weights.put(counts.terms[i], (1 + Math.log(counts.counts[i])) * Math.log((1.0 + texts) / documents.get(counts.terms[i])));
        }
        return SparseVector.of(weights);
    }

    String name(int number) {
        return names.get(number);
    }

    private int number(String term) {
        return numbers.computeIfAbsent(term, added -> {
            names.add(added);
            documents.add(0);
            return names.size() - 1;
        });
    }
}
