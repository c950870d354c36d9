package io.serai.connector;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Spreads calls evenly, so that no window of the period holds more than its share. For one process; safe for concurrent use, first come, first
 * served.
 */
final class Throttle {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final long spacing;
    private final LongSupplier nanos;
    private long free;

    /**
     * @param calls at least 1
     * @param per   the period they are spread over
     * @param nanos a monotonic clock
     */
    Throttle(int calls, Duration per, LongSupplier nanos) {
        this.spacing = per.toNanos() / calls;
        this.nanos = nanos;
        this.free = nanos.getAsLong();
    }

    /**
     * Takes the next place.
     *
     * @return how long to wait for it, in nanoseconds
     * @throws VendorCallException if that is longer than 30 s; no place is taken then
     */
    synchronized long reserve() {
        long now = nanos.getAsLong();
        long at = free - now > 0 ? free : now;
        long wait = at - now;
        if (wait > PATIENCE.toNanos()) {
            throw new VendorCallException(429, Duration.ofNanos(wait), "the connector's own limit of calls is used up");
        }
        free = at + spacing;
        return wait;
    }

    /** Waits for the next place. */
    void await() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(reserve());
    }
}
