package io.serai.knowledge;

import io.serai.knowledge.LinkingCases.Case;
import io.serai.knowledge.LinkingFigures.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Fits the numbers of {@link LinkingModel} to alerts whose right pages are known, and says how good they are on alerts that they were not
 * fitted to. Gives the same numbers for the same files.
 *
 * <p>Each alert is asked without and with its name. First the weights of the ranking are fitted, then, on what that ranking puts first, those of
 * the confidence; there each alert with a page counts a little once more with its pages taken out, as one of a covered subject that has none.
 * For the checks all of it is done anew for each part that is left out; the threshold comes from what was left out.
 */
public final class TrainLinking {

    /** Fewer alerts with a page, or without, fit nothing. */
    static final int FEWEST = 20;
    /** What an alert counts whose pages were taken out. */
    private static final double TAKEN = 0.1;

    /** @param bySource true if whole repositories were left out, false for ten parts of whole groups */
    public record Check(boolean bySource, boolean withName, LinkingFigures figures) {
    }

    /**
     * @param model    what the numbers' file says, to be read by {@link LinkingModel}
     * @param runbooks documents in the knowledge base
     */
    public record Trained(String model, double threshold, List<Check> checks, int runbooks) {
    }

    private TrainLinking() {
    }

    /**
     * @param runbooks see {@link RunbookSet}
     * @param queries  as for {@link EvaluateLinking}
     * @throws IOException if a file cannot be read, or is too small to fit anything to; the message says where
     */
    public static Trained train(Path runbooks, Path queries, int threads, LinkingWatch watch) throws IOException, InterruptedException {
        List<LinkingQuery> asked = LinkingQuery.read(queries);
        try (LinkingIndex index = new LinkingIndex(runbooks, LinkingModel.shipped(), threads, watch)) {
            EvaluateLinking.tellOfStrangers(asked, index, watch);
            long answerable = asked.stream().filter(query -> query.gold().stream().anyMatch(index.ids()::contains)).count();
            if (answerable < FEWEST || asked.size() - answerable < FEWEST) {
                throw new IOException(queries + ": too few queries: " + answerable + " with a page of the folder and " + (asked.size() - answerable)
                    + " without; at least " + FEWEST + " of each are needed");
            }
            return train(LinkingCases.ask(asked, index, true, watch), LinkingCases.ask(asked, index, false, watch), index.runbooks(), watch);
        }
    }

    static Trained train(List<Case> cases, List<Case> byWords, int runbooks, LinkingWatch watch) {
        Map<String, Integer> folds = LinkingCases.folds(cases);
        List<Judged> parts = leaveOut(cases, c -> folds.get(c.group()), "parts left out", watch);
        List<Judged> sources = leaveOut(cases, c -> c.query().source(), "sources left out", watch);
        double threshold = ChooseThreshold.among(List.of(outcomes(parts, false), outcomes(parts, true), outcomes(sources, false), outcomes(sources, true)));
        LinkingModel model = new LinkingModel(threshold, fit(cases, true), fit(byWords, false));
        List<Check> checks = new ArrayList<>();
        for (List<Judged> judged : List.of(parts, sources)) {
            for (boolean named : new boolean[] {false, true}) {
                checks.add(new Check(judged == sources, named, LinkingFigures.of(outcomes(judged, named), threshold)));
            }
        }
        return new Trained(model.json(), threshold, checks, runbooks);
    }

    /** What a model that never saw the case says of it. */
    private record Judged(boolean named, Outcome outcome) {
    }

    private static List<Outcome> outcomes(List<Judged> judged, boolean named) {
        return judged.stream().filter(one -> one.named() == named).map(Judged::outcome).toList();
    }

    private static <K> List<Judged> leaveOut(List<Case> cases, Function<Case, K> part, String step, LinkingWatch watch) {
        Map<K, List<Case>> parts = LinkingCases.by(cases, part);
        List<Judged> judged = new ArrayList<>();
        int done = 0;
        for (Map.Entry<K, List<Case>> left : parts.entrySet()) {
            LinkingModel.Mode mode = fit(cases.stream().filter(c -> !part.apply(c).equals(left.getKey())).toList(), true);
            left.getValue().forEach(c -> judged.add(new Judged(c.named(), outcome(c, mode))));
            watch.at(step, ++done, parts.size());
        }
        return judged;
    }

    private static Outcome outcome(Case one, LinkingModel.Mode mode) {
        List<RankCandidates.Ranked> ranked = RankCandidates.rank(one.findings(), mode.ranking());
        int rank = -1;
        for (int i = ranked.size() - 1; i >= 0; i--) {
            rank = one.right(ranked.get(i).candidate()) ? i : rank;
        }
        return new Outcome(one.query(), rank, JudgeBest.confidence(one.findings(), ranked, mode.confidence()));
    }

    private static LinkingModel.Mode fit(List<Case> cases, boolean vectors) {
        RankCandidates.Weights ranking = FitRanking.fit(cases.stream().map(TrainLinking::example).toList(), RankCandidates.Feature.used(vectors));
        List<FitConfidence.Example> examples = new ArrayList<>();
        for (Case one : cases) {
            judged(one, ranking, 1).ifPresent(examples::add);
            if (one.answerable()) {
                judged(one.withoutItsPages(), ranking, TAKEN).ifPresent(examples::add);
            }
        }
        FitConfidence.Fit fit = FitConfidence.fit(examples, JudgeBest.RIDGE);
        return new LinkingModel.Mode(ranking, new JudgeBest.Weights(fit.weights(), fit.intercept()));
    }

    private static Optional<FitConfidence.Example> judged(Case one, RankCandidates.Weights ranking, double weight) {
        List<RankCandidates.Ranked> ranked = RankCandidates.rank(one.findings(), ranking);
        return ranked.isEmpty() ? Optional.empty()
            : Optional.of(new FitConfidence.Example(JudgeBest.features(one.findings(), ranked), one.right(ranked.get(0).candidate()) ? 1 : 0, weight));
    }

    private static FitRanking.Example example(Case one) {
        double[][] features = one.findings().candidates().stream().map(candidate -> RankCandidates.features(one.findings(), candidate))
            .toArray(double[][]::new);
        return new FitRanking.Example(features, one.right(), 1);
    }
}
