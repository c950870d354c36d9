package io.serai.knowledge;

import io.serai.knowledge.LinkingResult.Bin;
import io.serai.knowledge.LinkingResult.Linking;
import io.serai.knowledge.LinkingResult.Ranking;
import io.serai.knowledge.LinkingResult.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Measures how well the right runbook is found for an alert, and whether the hub stays silent where there is none. Chunks, embeds, indexes
 * and ranks with the hub's own code; needs no database and no Spring.
 */
public final class EvaluateLinking {

    /** Best score above which a runbook counts as linked, by text alone: {@link Variant#chosen()} of the development file, rounded up. */
    static final double FROZEN_TEXT = 0.27;
    /** The same by text and name. */
    static final double FROZEN_NAMED = 0.22;
    private static final double FALSE_POSITIVES = 0.10;

    private EvaluateLinking() {
    }

    /** What became of one query. {@code rank} of the first right runbook counts from 0, -1 if none was found; {@code best} is 0 if nothing was found. */
    private record Outcome(LinkingQuery query, int rank, double best, double milliseconds) {

        boolean negative() {
            return query.negative() != null;
        }

        boolean right() {
            return rank == 0;
        }
    }

    /**
     * @param runbooks a folder of Markdown files; their ids are what the queries name
     * @param queries  a file of JSON objects, one a line: {@code id, name, title, description, gold_any, negative, source}
     * @param threads  that embed at the same time
     * @throws IOException if either cannot be read; the message says where
     */
    public static LinkingResult evaluate(Path runbooks, Path queries, int threads) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<LinkingQuery> asked = LinkingQuery.read(queries);
        try (LinkingIndex index = new LinkingIndex(runbooks, threads)) {
            Variant text = variant(index, asked, false);
            Variant named = variant(index, asked, true);
            return new LinkingResult(index.runbooks(), index.chunks(), text, named, rounded((System.nanoTime() - start) / 1e9));
        }
    }

    private static Variant variant(LinkingIndex index, List<LinkingQuery> queries, boolean named) {
        List<Outcome> outcomes = queries.stream().map(query -> outcome(index, query, named)).toList();
        Map<String, List<Outcome>> sources = outcomes.stream().filter(o -> !o.negative())
            .collect(Collectors.groupingBy(o -> o.query().source(), TreeMap::new, Collectors.toList()));
        Map<String, Ranking> bySource = new TreeMap<>();
        sources.forEach((source, some) -> bySource.put(source, ranking(some)));
        double[] times = outcomes.stream().mapToDouble(Outcome::milliseconds).sorted().toArray();
        return new Variant(ranking(outcomes.stream().filter(o -> !o.negative()).toList()), bySource, linking(outcomes, threshold(outcomes)),
            linking(outcomes, named ? FROZEN_NAMED : FROZEN_TEXT), calibration(outcomes), times.length == 0 ? 0 : rounded(times[(int) (times.length * 0.95)]));
    }

    private static Outcome outcome(LinkingIndex index, LinkingQuery query, boolean named) {
        long start = System.nanoTime();
        List<Evidence> evidence = index.answer(query.question(named));
        double milliseconds = (System.nanoTime() - start) / 1e6;
        int rank = -1;
        for (int i = evidence.size() - 1; i >= 0; i--) {
            rank = query.gold().contains(evidence.get(i).id()) ? i : rank;
        }
        return new Outcome(query, rank, evidence.isEmpty() ? 0 : evidence.get(0).score(), milliseconds);
    }

    private static Ranking ranking(List<Outcome> positives) {
        return new Ranking(positives.size(), share(positives, o -> o.rank() == 0), share(positives, o -> o.rank() >= 0 && o.rank() < 5),
            rounded(positives.stream().mapToDouble(o -> o.rank() < 0 ? 0 : 1.0 / (o.rank() + 1)).average().orElse(0)));
    }

    /** The lowest score above which fewer than a tenth of the negatives lie. */
    private static double threshold(List<Outcome> outcomes) {
        double[] scores = outcomes.stream().filter(Outcome::negative).mapToDouble(Outcome::best).sorted().toArray();
        if (scores.length == 0) {
            return 0;
        }
        int above = (int) Math.ceil(scores.length * FALSE_POSITIVES) - 1;
        return scores[scores.length - 1 - above];
    }

    private static Linking linking(List<Outcome> outcomes, double threshold) {
        List<Outcome> positives = outcomes.stream().filter(o -> !o.negative()).toList();
        List<Outcome> negatives = outcomes.stream().filter(Outcome::negative).toList();
        List<Outcome> linked = positives.stream().filter(o -> o.best() > threshold).toList();
        Map<String, Double> byKind = new TreeMap<>();
        negatives.stream().collect(Collectors.groupingBy(o -> o.query().negative()))
            .forEach((kind, some) -> byKind.put(kind, share(some, o -> o.best() > threshold)));
        return new Linking(threshold, share(positives, o -> o.best() > threshold), share(positives, o -> o.best() > threshold && o.right()),
            share(linked, Outcome::right), share(negatives, o -> o.best() > threshold), byKind);
    }

    private static List<Bin> calibration(List<Outcome> outcomes) {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            double from = i / 10.0;
            double to = (i + 1) / 10.0;
            List<Outcome> some = outcomes.stream().filter(o -> o.best() >= from && (o.best() < to || to == 1.0)).toList();
            bins.add(new Bin(from, to, some.size(), rounded(some.stream().mapToDouble(Outcome::best).average().orElse(0)),
                share(some, Outcome::right)));
        }
        return bins;
    }

    private static double share(List<Outcome> of, Predicate<Outcome> which) {
        return of.isEmpty() ? 0 : rounded((double) of.stream().filter(which).count() / of.size());
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
