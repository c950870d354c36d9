package io.serai.gap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the nearest of many vectors by the terms that they share. Grows; not safe for concurrent use. */
final class NearestVector {

    /** @param cosine 0.0 to 1.0 */
    record Found(int number, double cosine) {
    }

    private record Posting(int number, float weight) {
    }

    private final Map<Integer, List<Posting>> postings = new HashMap<>();

    void add(int number, SparseVector vector) {
        for (int i = 0; i < vector.terms().length; i++) {
            postings.computeIfAbsent(vector.terms()[i], term -> new ArrayList<>(2)).add(new Posting(number, vector.weights()[i]));
        }
    }

    /** @return the nearest, the lowest number among equals; number -1 and cosine 0 if none shares a term */
    Found nearest(SparseVector vector) {
        Map<Integer, Double> cosines = new HashMap<>();
        for (int i = 0; i < vector.terms().length; i++) {
            for (Posting posting : postings.getOrDefault(vector.terms()[i], List.of())) {
                cosines.merge(posting.number, (double) posting.weight * vector.weights()[i], Double::sum);
            }
        }
        Found best = new Found(-1, 0);
        for (Map.Entry<Integer, Double> entry : cosines.entrySet()) {
            if (entry.getValue() > best.cosine || entry.getValue() == best.cosine && entry.getKey() < best.number) {
                best = new Found(entry.getKey(), entry.getValue());
            }
        }
        return best;
    }
}
