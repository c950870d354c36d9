package io.serai.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How well runbooks are found and linked. Shares from 0.0 to 1.0, rounded to four places; a share of nothing is 0.
 *
 * @param queries              all of them
 * @param answerable           those with a runbook
 * @param recallAt1            of the answerable, those whose best runbook is right
 * @param recallAt5            of the answerable, those with a right one among the best five
 * @param mrr                  mean reciprocal rank of the first right one, over the answerable
 * @param threshold            a query whose confidence is at or above it is linked
 * @param coverage             of the answerable, those that are linked
 * @param correct              of the answerable, those that are linked to a right one
 * @param precision            correct of linked, over the answerable
 * @param precisionOfAll       the same over all queries: a link of a query without a runbook is wrong as well
 * @param falsePositives       of the queries without a runbook, those that are linked
 * @param falsePositivesByKind the same by kind of query
 * @param calibrationError     expected calibration error over ten bins of equal width: mean distance of confidence and share of right ones
 * @param reliability          those bins; a query without a runbook is never right
 * @param bySource             the ranking by the repository that a query comes from
 */
public record LinkingFigures(int queries, int answerable, double recallAt1, double recallAt5, double mrr, double threshold, double coverage,
                             double correct, double precision, double precisionOfAll, double falsePositives, Map<String, Double> falsePositivesByKind,
                             double calibrationError, List<Bin> reliability, Map<String, Ranking> bySource) {

    private static final int BINS = 10;

    /** @param right share of the queries in this bin whose best runbook is right */
    public record Bin(double from, double to, int queries, double confidence, double right) {
    }

    public record Ranking(int queries, double recallAt1, double recallAt5, double mrr) {
    }

    /**
     * What became of one query.
     *
     * @param rank       of the first right runbook, counted from 0; -1 if none was found
     * @param confidence in the best one; 0 if nothing was found
     */
    record Outcome(LinkingQuery query, int rank, double confidence) {

        boolean right() {
            return rank == 0;
        }
    }

    static LinkingFigures of(List<Outcome> outcomes, double threshold) {
        List<Outcome> positives = outcomes.stream().filter(o -> o.query().answerable()).toList();
        List<Outcome> negatives = outcomes.stream().filter(o -> !o.query().answerable()).toList();
        Predicate<Outcome> linked = o -> o.confidence() >= threshold;
        Map<String, Double> byKind = new TreeMap<>();
        negatives.stream().collect(Collectors.groupingBy(o -> o.query().negative())).forEach((kind, some) -> byKind.put(kind, share(some, linked)));
        Map<String, Ranking> bySource = new TreeMap<>();
        positives.stream().collect(Collectors.groupingBy(o -> o.query().source())).forEach((source, some) -> bySource.put(source, ranking(some)));
        Ranking all = ranking(positives);
        List<Bin> bins = bins(outcomes);
        double error = bins.stream().mapToDouble(bin -> bin.queries() * Math.abs(bin.confidence() - bin.right())).sum() / Math.max(1, outcomes.size());
        return new LinkingFigures(outcomes.size(), positives.size(), all.recallAt1(), all.recallAt5(), all.mrr(), threshold, share(positives, linked),
            share(positives, linked.and(Outcome::right)), share(positives.stream().filter(linked).toList(), Outcome::right),
            share(outcomes.stream().filter(linked).toList(), o -> o.query().answerable() && o.right()), share(negatives, linked), byKind, rounded(error), bins, bySource);
    }

    private static Ranking ranking(List<Outcome> positives) {
        return new Ranking(positives.size(), share(positives, o -> o.rank() == 0), share(positives, o -> o.rank() >= 0 && o.rank() < 5),
            rounded(positives.stream().mapToDouble(o -> o.rank() < 0 ? 0 : 1.0 / (o.rank() + 1)).average().orElse(0)));
    }

    private static List<Bin> bins(List<Outcome> outcomes) {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            int bin = i;
            List<Outcome> some = outcomes.stream().filter(o -> Math.min(BINS - 1, (int) (o.confidence() * BINS)) == bin).toList();
            bins.add(new Bin((double) i / BINS, (i + 1.0) / BINS, some.size(),
                rounded(some.stream().mapToDouble(Outcome::confidence).average().orElse(0)), share(some, Outcome::right)));
        }
        return bins;
    }

    private static double share(List<Outcome> of, Predicate<Outcome> which) {
        return of.isEmpty() ? 0 : rounded((double) of.stream().filter(which).count() / of.size());
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
