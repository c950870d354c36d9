package io.serai.classification;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How good guesses of categories are. Shares from 0.0 to 1.0.
 *
 * @param macroF1                 mean F1 of the categories that the tickets have, each counted alike
 * @param accuracy                share of right guesses
 * @param calibrationError        mean distance of confidence and share of right guesses, in ten bins of equal width, weighted by guesses
 * @param automaticAt90Precision  largest share of the tickets, the surest first, of which nine in ten guesses are right; the rest is left to people
 * @param byCategory              in alphabetical order
 * @param confidences             the bins that have guesses
 */
public record TicketFigures(int tickets, double macroF1, double accuracy, double calibrationError, double automaticAt90Precision,
                            Map<String, OfCategory> byCategory, List<Bin> confidences) {

    private static final double PRECISE = 0.9;
    private static final int BINS = 10;

    /** @param tickets that have it */
    public record OfCategory(int tickets, double precision, double recall, double f1) {
    }

    /** @param confidence mean of its guesses; {@code right} share of those that are */
    public record Bin(double from, double to, int tickets, double confidence, double right) {
    }

    /** One ticket and what was guessed. */
    record Outcome(String category, TicketClassifier.Guess guess) {
        boolean right() {
            return category.equals(guess.category());
        }
    }

    /** @param outcomes at least one */
    static TicketFigures of(List<Outcome> outcomes) {
        Map<String, OfCategory> byCategory = new TreeMap<>();
        for (String category : outcomes.stream().map(Outcome::category).collect(Collectors.toCollection(TreeSet::new))) {
            int has = (int) outcomes.stream().filter(one -> one.category().equals(category)).count();
            int guessed = (int) outcomes.stream().filter(one -> one.guess().category().equals(category)).count();
            int both = (int) outcomes.stream().filter(one -> one.category().equals(category) && one.right()).count();
            byCategory.put(category, new OfCategory(has, share(both, guessed), share(both, has), share(2 * both, has + guessed)));
        }
        List<Bin> bins = bins(outcomes);
        double error = bins.stream().mapToDouble(bin -> bin.tickets() * Math.abs(bin.confidence() - bin.right())).sum() / outcomes.size();
        return new TicketFigures(outcomes.size(), rounded(byCategory.values().stream().mapToDouble(OfCategory::f1).average().orElseThrow()),
            share((int) outcomes.stream().filter(Outcome::right).count(), outcomes.size()), rounded(error), automatic(outcomes), byCategory, bins);
    }

    private static double automatic(List<Outcome> outcomes) {
        List<Outcome> surest = new ArrayList<>(outcomes);
        surest.sort(Comparator.comparingDouble((Outcome one) -> one.guess().confidence()).reversed());
        int right = 0;
        int most = 0;
        for (int i = 0; i < surest.size(); i++) {
            right += surest.get(i).right() ? 1 : 0;
            // equal confidences cannot be told apart by a threshold
            boolean last = i + 1 == surest.size() || surest.get(i + 1).guess().confidence() < surest.get(i).guess().confidence();
            most = last && right >= PRECISE * (i + 1) ? i + 1 : most;
        }
        return share(most, outcomes.size());
    }

    private static List<Bin> bins(List<Outcome> outcomes) {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            int number = i;
            List<Outcome> in = outcomes.stream().filter(one -> Math.min(BINS - 1, (int) (one.guess().confidence() * BINS)) == number).toList();
            if (!in.isEmpty()) {
                bins.add(new Bin(i / (double) BINS, (i + 1) / (double) BINS, in.size(), rounded(in.stream().mapToDouble(one -> one.guess().confidence()).average().orElseThrow()),
                    share((int) in.stream().filter(Outcome::right).count(), in.size())));
            }
        }
        return bins;
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : rounded(part / (double) whole);
    }

    private static double rounded(double number) {
        return Math.round(number * 10_000) / 10_000.0;
    }
}
