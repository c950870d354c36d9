package io.serai.decision;

/**
 * What is known of a share from having seen {@code good} of {@code trials}: the interval of Wilson's score method at 95 %, after E. B. Wilson, Probable
 * inference, the law of succession, and statistical inference, Journal of the American Statistical Association 22 (1927), pages 209 to 212; in the form
 * of Brown, Cai, DasGupta, Interval estimation for a binomial proportion, Statistical Science 16 (2001), formula 4.
 *
 * @param low  0.0 if nothing was tried
 * @param high 1.0 if nothing was tried
 */
record Proportion(double low, double high) {

    /** The 97.5th percentile of the standard normal distribution. */
    private static final double Z = 1.959964;

    static Proportion of(int good, int trials) {
        if (trials == 0) {
            return new Proportion(0.0, 1.0);
        }
        double share = (double) good / trials;
        double z2 = Z * Z / trials;
        double middle = (share + z2 / 2) / (1 + z2);
        double half = Z * Math.sqrt(share * (1 - share) / trials + z2 / (4 * trials)) / (1 + z2);
        return new Proportion(good == 0 ? 0.0 : middle - half, good == trials ? 1.0 : middle + half);
    }
}
