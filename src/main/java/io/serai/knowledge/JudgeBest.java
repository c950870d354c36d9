package io.serai.knowledge;

import java.util.List;

/**
 * Says how likely the best page is a right answer: a logistic regression on how the ranking stands, fitted after the ranking was. The ranking alone
 * is too sure of pages that fit a subject without answering the question. A rival that comes nearer never raises it.
 */
final class JudgeBest {

    /** Of the regression. */
    static final double RIDGE = 1.0;
    private static final double EDGE = 1e-6;

    /**
     * {@code SHARE}: log odds of the best page's share, against its rivals and "none" together. {@code TITLE_COVERED}: how much of
     * its title is asked for.
     */
    enum Feature {
        SHARE, TITLE_COVERED
    }

    /** In the order of {@link Feature}. */
    record Weights(double[] weights, double intercept) {
    }

    private JudgeBest() {
    }

    /** @return from 0.0 to 1.0; 0 where nothing was found */
    static double confidence(Findings findings, List<RankCandidates.Ranked> ranked, Weights weights) {
        if (ranked.isEmpty()) {
            return 0;
        }
        double utility = weights.intercept();
        double[] features = features(findings, ranked);
        for (int i = 0; i < features.length; i++) {
            utility += weights.weights()[i] * features[i];
        }
        return 1 / (1 + Math.exp(-utility));
    }

    /** @param ranked at least one, the one in question first */
    static double[] features(Findings findings, List<RankCandidates.Ranked> ranked) {
        RankCandidates.Ranked best = ranked.get(0);
        double share = Math.max(EDGE, Math.min(1 - EDGE, best.share()));
        return new double[] {Math.log(share / (1 - share)), RankCandidates.titleCovered(findings, best.candidate())};
    }
}
