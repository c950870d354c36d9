package io.serai.classification;

import de.bwaldvogel.liblinear.Feature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Finds the examples most like a text, by the cosine of their words, and has each vote for its category by the square of how like it is. Immutable. */
final class Neighbours {

    /** So many are asked; chosen, as the square, by the calibration error on the help desk's tickets (docs/measure-the-analyst.md). */
    private static final int MOST = 25;

    /** By word, the examples that have it, and the word's weight in each. */
    private final Map<Integer, List<Posting>> postings = new HashMap<>();
    private final int[] labels;
    private final int categories;

    private record Posting(int example, double weight) {
    }

    /** @param vectors of length 1 each; {@code labels} from 0 to below {@code categories} */
    Neighbours(Feature[][] vectors, double[] labels, int categories) {
        for (int example = 0; example < vectors.length; example++) {
            for (Feature word : vectors[example]) {
                postings.computeIfAbsent(word.getIndex(), index -> new ArrayList<>()).add(new Posting(example, word.getValue()));
            }
        }
        this.labels = IntStream.range(0, labels.length).map(i -> (int) labels[i]).toArray();
        this.categories = categories;
    }

    /** @return by category its share of all votes, all 0 where no example has a word of the text */
    double[] votes(Feature[] vector) {
        double[] cosines = new double[labels.length];
        for (Feature word : vector) {
            postings.getOrDefault(word.getIndex(), List.of()).forEach(posting -> cosines[posting.example()] += word.getValue() * posting.weight());
        }
        double[] votes = new double[categories];
        double all = 0;
        for (int example : IntStream.range(0, cosines.length).filter(i -> cosines[i] > 0).boxed().sorted(Comparator.comparingDouble((Integer i) -> cosines[i]).reversed())
            .limit(MOST).mapToInt(Integer::intValue).toArray()) {
            double vote = cosines[example] * cosines[example];
            votes[labels[example]] += vote;
            all += vote;
        }
        for (int i = 0; i < categories && all > 0; i++) {
            votes[i] /= all;
        }
        return votes;
    }
}
