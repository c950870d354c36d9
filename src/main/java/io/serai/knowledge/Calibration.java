package io.serai.knowledge;

/**
 * A correction of confidences: a straight line on the scale of log odds (Platt 1999), {@code logit p' = scale * logit p + shift}. It keeps the
 * order of confidences, and its bounds keep them from being turned round or made certain.
 *
 * @param shift from -{@value #MOST_SHIFT} to {@value #MOST_SHIFT}
 * @param scale from {@value #LEAST_SCALE} to {@value #MOST_SCALE}
 */
record Calibration(double shift, double scale) {

    static final double MOST_SHIFT = 1.5;
    static final double LEAST_SCALE = 0.5;
    static final double MOST_SCALE = 2.0;
    static final Calibration NONE = new Calibration(0, 1);

    /** Log odds are not taken nearer to 0 and 1 than this. */
    private static final double EDGE = 1e-4;

    Calibration {
        if (!(Math.abs(shift) <= MOST_SHIFT) || !(scale >= LEAST_SCALE && scale <= MOST_SCALE)) {
            throw new IllegalArgumentException("shift " + shift + " or scale " + scale + " is out of bounds");
        }
    }

    static Calibration bounded(double shift, double scale) {
        return new Calibration(Math.max(-MOST_SHIFT, Math.min(MOST_SHIFT, shift)), Math.max(LEAST_SCALE, Math.min(MOST_SCALE, scale)));
    }

    /** @param confidence from 0.0 to 1.0; 0 (nothing was found) stays 0 */
    double apply(double confidence) {
        return confidence <= 0 || equals(NONE) ? confidence : 1 / (1 + Math.exp(-(scale * logit(confidence) + shift)));
    }

    /** This one first, then the other. */
    Calibration then(Calibration other) {
        return bounded(other.scale * shift + other.shift, other.scale * scale);
    }

    static double logit(double confidence) {
        double inside = Math.max(EDGE, Math.min(1 - EDGE, confidence));
        return Math.log(inside / (1 - inside));
    }
}
