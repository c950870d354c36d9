package io.serai.knowledge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Measures how well the right runbook is found for an alert, and whether the hub stays silent where there is none. Chunks, embeds, indexes,
 * ranks and judges with the hub's own code, in memory; needs no database and no Spring, and leaves nothing behind.
 */
public final class EvaluateLinking {

    private EvaluateLinking() {
    }

    /**
     * @param runbooks a folder of runbooks: see {@link RunbookSet}; their ids are what the queries name
     * @param queries  a file of JSON objects, one a line: {@code id, name, title, description, gold_any, negative, source}
     * @param named    true to ask with the alert's own name, false for title and description alone
     * @param model    a file written by {@link TrainLinking}; the shipped one where there is none
     * @param threads  that embed at the same time
     * @throws IOException if a file cannot be read; the message says where
     */
    public static LinkingResult evaluate(Path runbooks, Path queries, boolean named, Optional<Path> model, int threads, LinkingWatch watch)
        throws IOException, InterruptedException {
        long start = System.nanoTime();
        LinkingModel numbers = model.isPresent() ? LinkingModel.read(model.get()) : LinkingModel.shipped();
        List<LinkingQuery> asked = LinkingQuery.read(queries);
        try (LinkingIndex index = new LinkingIndex(runbooks, numbers, threads, watch)) {
            tellOfStrangers(asked, index, watch);
            index.answer(new Question("", "warm up", ""));
            List<LinkingFigures.Outcome> outcomes = new ArrayList<>();
            double[] times = new double[asked.size()];
            for (LinkingQuery query : asked) {
                long begin = System.nanoTime();
                List<Evidence> evidence = index.answer(query.question(named));
                times[outcomes.size()] = (System.nanoTime() - begin) / 1e6;
                outcomes.add(outcome(query, evidence));
                watch.at("queries asked", outcomes.size(), asked.size());
            }
            Arrays.sort(times);
            return new LinkingResult(LinkingFigures.of(outcomes, numbers.threshold()),
                new LinkingResult.Latency(percentile(times, 0.50), percentile(times, 0.95), percentile(times, 0.99)), named, index.runbooks(),
                index.chunks(), Math.round((System.nanoTime() - start) / 1e8) / 10.0);
        }
    }

    private static LinkingFigures.Outcome outcome(LinkingQuery query, List<Evidence> evidence) {
        int rank = -1;
        for (int i = evidence.size() - 1; i >= 0; i--) {
            rank = query.gold().contains(evidence.get(i).id()) ? i : rank;
        }
        return new LinkingFigures.Outcome(query, rank, evidence.isEmpty() ? 0 : evidence.get(0).score());
    }

    static void tellOfStrangers(List<LinkingQuery> queries, LinkingIndex index, LinkingWatch watch) {
        Set<String> strangers = new LinkedHashSet<>();
        queries.forEach(query -> query.gold().stream().filter(id -> !index.ids().contains(id)).forEach(strangers::add));
        if (!strangers.isEmpty()) {
            watch.told(strangers.size() + " runbooks that queries name are not in the folder: " + String.join(", ", strangers.stream().limit(5).toList())
                + (strangers.size() > 5 ? ", …" : ""));
        }
    }

    /** Nearest rank. */
    private static double percentile(double[] sorted, double share) {
        return Math.round(sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] * 100) / 100.0;
    }
}
