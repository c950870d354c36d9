package io.serai.knowledge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ranks candidates and says how likely each is the right one. A conditional logit (McFadden 1974) over the candidates and "none of
 * them": a candidate's utility is a weighted sum of features that lie between 0 and 1 whatever the size of the knowledge base, the
 * share is its part of the exponentials, so that a close rival lowers it, and a question that nothing answers gives low shares.
 * The weights come from a {@link LinkingModel}. What the best page is worth says {@link JudgeBest}.
 */
final class RankCandidates {

    /** BM25's k1, and b for title and text; a hit in the title counts as this many in the text (BM25F, Robertson and Zaragoza 2009, 3.6). */
    private static final double SATURATION = 1.2;
    private static final double TITLE_NORM = 0.5;
    private static final double TEXT_NORM = 0.75;
    private static final double TITLE_HITS = 3.0;
    /** Before any pair was looked for, as much as so many pairs that one page has are taken to be there, and found to this share: few pairs say little. */
    private static final double PAIRS_BEFORE = 2.0;
    private static final double FOUND_BEFORE = 0.4;

    /**
     * What the model weighs. {@code WORDS}: BM25F over the best that the question could reach. {@code MEAN_COSINE}: of the nearest three chunks.
     * The rest are shares of inverse document frequency: of the runbook's title found in the question, of the question's name and title
     * found in the runbook, and of the question's pairs of neighbouring terms found side by side in the runbook (after the sequential
     * dependence of Metzler and Croft 2005).
     */
    enum Feature {
        WORDS, MEAN_COSINE, TITLE_COVERED, HEAD_COVERED, PAIRS;

        /** @param vectors false where there are words alone */
        static List<Feature> used(boolean vectors) {
            return Arrays.stream(values()).filter(feature -> vectors || feature != MEAN_COSINE).toList();
        }
    }

    /** Fitted weights in the order of {@link Feature}, 0 where one is not used, and the utility of "none". */
    record Weights(double[] weights, double none) {
    }

    /** @param share from 0.0 to 1.0 */
    record Ranked(Candidate candidate, double utility, double share) {
    }

    private RankCandidates() {
    }

    /** @return all candidates, best first; the shares add up to less than 1 */
    static List<Ranked> rank(Findings findings, Weights weights) {
        double[] utilities = findings.candidates().stream().mapToDouble(c -> utility(features(findings, c), weights)).toArray();
        double highest = weights.none();
        for (double utility : utilities) {
            highest = Math.max(highest, utility);
        }
        double sum = Math.exp(weights.none() - highest);
        for (double utility : utilities) {
            sum += Math.exp(utility - highest);
        }
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < utilities.length; i++) {
            ranked.add(new Ranked(findings.candidates().get(i), utilities[i], Math.exp(utilities[i] - highest) / sum));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::utility).reversed().thenComparing(r -> r.candidate().id()));
        return ranked;
    }

    private static double utility(double[] features, Weights weights) {
        double utility = 0;
        for (int i = 0; i < features.length; i++) {
            utility += weights.weights()[i] == 0 ? 0 : weights.weights()[i] * features[i];
        }
        return utility;
    }

    /** @return in the order of {@link Feature} */
    static double[] features(Findings findings, Candidate candidate) {
        double all = 0;
        double head = 0;
        double bm25 = 0;
        double headCovered = 0;
        double titleNorm = 1 - TITLE_NORM + TITLE_NORM * candidate.titleLength() / findings.averageTitle();
        double textNorm = 1 - TEXT_NORM + TEXT_NORM * candidate.textLength() / findings.averageText();
        for (int i = 0; i < findings.weights().length; i++) {
            double weight = findings.weights()[i];
            double hits = TITLE_HITS * candidate.titleHits()[i] / titleNorm + candidate.textHits()[i] / textNorm;
            bm25 += weight * hits / (SATURATION + hits);
            all += weight;
            if (findings.terms().inHead()[i]) {
                head += weight;
                headCovered += candidate.textHits()[i] > 0 ? weight : 0;
            }
        }
        return new double[] {share(bm25, all), candidate.meanCosine(), titleCovered(findings, candidate), share(headCovered, head),
            pairs(findings.pairWeights(), candidate.pairHits(), PAIRS_BEFORE * FindCandidates.weight(1, findings.runbooks()))};
    }

    private static double pairs(double[] weights, int[] hits, double before) {
        double found = FOUND_BEFORE * before;
        double all = before;
        for (int i = 0; i < weights.length; i++) {
            all += weights[i];
            found += hits[i] > 0 ? weights[i] : 0;
        }
        return share(found, all);
    }

    /** How much of the title is asked for, from 0.0 to 1.0. */
    static double titleCovered(Findings findings, Candidate candidate) {
        Set<String> asked = new HashSet<>(findings.terms().terms());
        double covered = 0;
        double all = 0;
        for (Candidate.Weighted word : candidate.titleWords()) {
            all += word.weight();
            covered += asked.contains(word.term()) ? word.weight() : 0;
        }
        return share(covered, all);
    }

    private static double share(double part, double whole) {
        return whole <= 0 ? 0 : part / whole;
    }
}
