package io.serai.decision;

import java.util.Map;

/**
 * From which confidence on which path is open; all from 0.0 to 1.0.
 *
 * @param resolve     the answer closes the ticket, or a safe action runs alone; at least {@link #LOWEST_RESOLVE}
 * @param followUp    the answer is written back; at most {@code resolve}
 * @param clarify     the requester is asked; at most {@code followUp}
 * @param askApproval an action is put to a person; from {@code clarify} to {@code resolve}
 */
record Thresholds(double resolve, double followUp, double clarify, double askApproval) {

    /** What is more likely wrong than right is never done alone. */
    static final double LOWEST_RESOLVE = 0.5;
    static final Thresholds DEFAULT = new Thresholds(0.8, 0.6, 0.3, 0.6);

    Thresholds {
        if (!(resolve >= LOWEST_RESOLVE && resolve <= 1.0)) {
            throw new IllegalArgumentException("'resolve' must be from " + LOWEST_RESOLVE + " to 1.0");
        }
        if (!(followUp <= resolve)) {
            throw new IllegalArgumentException("'followUp' must not be above 'resolve'");
        }
        if (!(clarify >= 0.0 && clarify <= followUp)) {
            throw new IllegalArgumentException("'clarify' must be at least 0.0 and not above 'followUp'");
        }
        if (!(askApproval >= clarify && askApproval <= resolve)) {
            throw new IllegalArgumentException("'askApproval' must be from 'clarify' to 'resolve'");
        }
    }

    /** @param others by name, those that change */
    Thresholds with(Map<String, Double> others) {
        return new Thresholds(others.getOrDefault("resolve", resolve), others.getOrDefault("followUp", followUp), others.getOrDefault("clarify", clarify),
            others.getOrDefault("askApproval", askApproval));
    }
}
