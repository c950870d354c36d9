package io.serai.decision;

import java.util.Locale;

/**
 * A share of one variant compared with that of the control.
 *
 * @param difference   share of the variant less that of the control
 * @param p            of the two-proportion z test with pooled variance, two-sided: right for who looks once, at a number of tickets fixed beforehand
 * @param alwaysValidP of the mixture sequential probability ratio test: right however often one looks, and whenever one stops
 * @param significant  true if {@code alwaysValidP} is at most 0.05 by the number of comparisons that are made
 * @param verdict      the same in words
 */
record Comparison(double difference, double p, double alwaysValidP, boolean significant, String verdict) {

    private static final double LEVEL = 0.05;
    /** The standard deviation of the differences that are looked for, a tenth: it decides at which the test is at its quickest, and never whether it is valid. */
    private static final double SOUGHT = 0.1;

    /**
     * @param good        of the variant's {@code trials}
     * @param comparisons how many are made at once: each gets its part of the level (Bonferroni)
     */
    static Comparison of(int good, int trials, int controlGood, int controlTrials, int comparisons) {
        if (trials == 0 || controlTrials == 0) {
            return new Comparison(0.0, 1.0, 1.0, false, "not yet: there are no tickets to compare");
        }
        double difference = share(good, trials) - share(controlGood, controlTrials);
        double always = alwaysValid(difference, variance(good, trials) + variance(controlGood, controlTrials));
        boolean significant = always <= LEVEL / comparisons;
        String points = String.format(Locale.ROOT, "%.1f points %s than control", Math.abs(100 * difference), difference < 0 ? "less" : "more");
        return new Comparison(difference, once(difference, good + controlGood, trials, controlTrials), always, significant,
            significant ? "significant: " + points : "not yet: " + points + " may be chance");
    }

    private static double share(int good, int trials) {
        return (double) good / trials;
    }

    /** Of a share; counted with half a success and half a failure more, so that it is never nothing. */
    private static double variance(int good, int trials) {
        double share = (good + 0.5) / (trials + 1.0);
        return share * (1 - share) / trials;
    }

    private static double once(double difference, int good, int trials, int controlTrials) {
        double pooled = (double) good / (trials + controlTrials);
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / trials + 1.0 / controlTrials));
        return error == 0 ? 1.0 : Math.min(1.0, complement(Math.abs(difference) / error / Math.sqrt(2)));
    }

    /** R. Johari, P. Koomen, L. Pekelis, D. Walsh, Always valid inference, Operations Research 70 (2022): the normal mixture, with V for twice the variance by n. */
    private static double alwaysValid(double difference, double variance) {
        double sought = SOUGHT * SOUGHT;
        double ratio = Math.sqrt(variance / (variance + sought)) * Math.exp(sought * difference * difference / (2 * variance * (variance + sought)));
        return Math.min(1.0, 1.0 / ratio);
    }

    /** 1 - erf(x) for x of 0 or more, to 1.5e-7: Abramowitz and Stegun, Handbook of mathematical functions, 7.1.26. */
    private static double complement(double x) {
        double t = 1 / (1 + 0.3275911 * x);
        return t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-x * x);
    }
}
