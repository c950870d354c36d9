package io.serai.work;

import java.time.Duration;

/** Thrown by a step that cannot be done yet, and has done nothing: the work comes back later, and no attempt is counted. */
public class Postponed extends RuntimeException {

    private final transient Duration delay;

    /**
     * @param delay  after which it is tried again, from now; at least 1 ms
     * @param reason why, in words; shown to operators
     */
    public Postponed(Duration delay, String reason) {
        super(reason);
        if (delay.isNegative() || delay.isZero()) {
            throw new IllegalArgumentException("delay " + delay + " is not positive");
        }
        this.delay = delay;
    }

    public Duration delay() {
        return delay;
    }
}
