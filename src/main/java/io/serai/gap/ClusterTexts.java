package io.serai.gap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Puts texts that are about the same together: first by the terms they share (each text joins the nearest group, whose middle then moves),
 * then the groups by what their most typical texts mean. Gives the same for the same input.
 */
final class ClusterTexts {

    /** Cosine of terms from which a text belongs to a group. */
    private static final double SAME_WORDS = 0.40;
    /** Cosine of two groups' middles from which they are one. */
    private static final double SAME_MIDDLE = 0.55;
    /** Cosine of meanings from which two groups are one. */
    private static final double SAME_MEANING = 0.87;
    /** So often the middles move. */
    private static final int ROUNDS = 3;
    /** Largest groups whose meaning is compared: each costs a run of the model. */
    static final int COMPARED = 600;

    private final List<SparseVector> vectors;

    ClusterTexts(List<SparseVector> vectors) {
        this.vectors = List.copyOf(vectors);
    }

    /**
     * @param meaning  of the text with this number, a vector of length 1
     * @return numbers of texts, the most typical of each group first, the largest group first
     */
    List<List<Integer>> cluster(IntFunction<float[]> meaning, GapWatch watch) {
        List<List<Integer>> groups = byLeader(watch);
        for (int round = 0; round < ROUNDS; round++) {
            groups = byMiddle(groups, watch, round + 1);
        }
        groups = byMeaning(sorted(mergedByMiddle(groups)), meaning, watch);
        return sorted(groups);
    }

    private List<List<Integer>> byLeader(GapWatch watch) {
        NearestVector leaders = new NearestVector();
        List<List<Integer>> groups = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            grouped(watch, i, 0);
            NearestVector.Found found = leaders.nearest(vectors.get(i));
            if (found.cosine() >= SAME_WORDS) {
                groups.get(found.number()).add(i);
            } else {
                leaders.add(groups.size(), vectors.get(i));
                groups.add(new ArrayList<>(List.of(i)));
            }
        }
        return groups;
    }

    /** Each text is looked at once by its leader, and once in each round. */
    private void grouped(GapWatch watch, int text, int pass) {
        watch.at("comparisons of tickets", pass * vectors.size() + text + 1, (ROUNDS + 1) * vectors.size());
    }

    private List<List<Integer>> byMiddle(List<List<Integer>> groups, GapWatch watch, int pass) {
        NearestVector middles = new NearestVector();
        for (int group = 0; group < groups.size(); group++) {
            middles.add(group, middle(groups.get(group)));
        }
        Map<Integer, List<Integer>> moved = new LinkedHashMap<>();
        for (int i = 0; i < vectors.size(); i++) {
            grouped(watch, i, pass);
            NearestVector.Found found = middles.nearest(vectors.get(i));
            // what is near to nothing stands for itself, beyond the numbers of the groups
            int group = found.cosine() >= SAME_WORDS ? found.number() : groups.size() + i;
            moved.computeIfAbsent(group, added -> new ArrayList<>()).add(i);
        }
        return new ArrayList<>(moved.values());
    }

    private List<List<Integer>> mergedByMiddle(List<List<Integer>> groups) {
        NearestVector middles = new NearestVector();
        List<List<Integer>> merged = new ArrayList<>();
        for (List<Integer> group : sorted(groups)) {
            SparseVector middle = middle(group);
            NearestVector.Found found = middles.nearest(middle);
            if (found.cosine() >= SAME_MIDDLE) {
                merged.get(found.number()).addAll(group);
            } else {
                middles.add(merged.size(), middle);
                merged.add(new ArrayList<>(group));
            }
        }
        return merged;
    }

    /** A group joins the largest one before it that means the same; the groups beyond {@link #COMPARED} stay as they are. */
    private static List<List<Integer>> byMeaning(List<List<Integer>> groups, IntFunction<float[]> meaning, GapWatch watch) {
        List<List<Integer>> merged = new ArrayList<>();
        List<float[]> meanings = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            List<Integer> group = groups.get(i);
            if (i >= COMPARED) {
                merged.add(new ArrayList<>(group));
                continue;
            }
            float[] mine = meaning.apply(group.get(0));
            watch.at("groups compared", i + 1, Math.min(groups.size(), COMPARED));
            int best = IntStream.range(0, meanings.size()).boxed().max(Comparator.comparingDouble(other -> cosine(mine, meanings.get(other)))).orElse(-1);
            if (best >= 0 && cosine(mine, meanings.get(best)) >= SAME_MEANING) {
                merged.get(best).addAll(group);
            } else {
                meanings.add(mine);
                merged.add(new ArrayList<>(group));
            }
        }
        return merged;
    }

    private static double cosine(float[] one, float[] other) {
        double cosine = 0;
        for (int i = 0; i < one.length; i++) {
            cosine += (double) one[i] * other[i];
        }
        return cosine;
    }

    private List<List<Integer>> sorted(List<List<Integer>> groups) {
        return groups.stream().map(this::typicalFirst)
            .sorted(Comparator.<List<Integer>>comparingInt(List::size).reversed().thenComparing(group -> group.get(0))).toList();
    }

    private List<Integer> typicalFirst(List<Integer> group) {
        if (group.size() == 1) {
            return group;
        }
        SparseVector middle = middle(group);
        Map<Integer, Double> cosines = new LinkedHashMap<>();
        group.forEach(text -> cosines.put(text, vectors.get(text).cosine(middle)));
        return group.stream().sorted(Comparator.<Integer>comparingDouble(text -> -cosines.get(text)).thenComparing(Comparator.naturalOrder())).toList();
    }

    SparseVector middle(List<Integer> group) {
        return SparseVector.middle(group.stream().map(vectors::get).toList());
    }
}
