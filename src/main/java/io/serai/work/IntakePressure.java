package io.serai.work;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets senders go before work: while more requests than a few are being taken in, the workers leave them the processor, for a bounded
 * time. What waits in the queue is safe there; a sender that waits may give up.
 */
public final class IntakePressure {

    private final AtomicInteger requests = new AtomicInteger();
    private final int above;
    private final Duration longest;

    /**
     * @param above   requests being taken in at the same moment from which on workers wait
     * @param longest for how long they wait before the next pieces of work
     */
    public IntakePressure(int above, Duration longest) {
        this.above = above;
        this.longest = longest;
    }

    /** To be called when a request begins to be taken in, and followed by {@link #left}. */
    public void entered() {
        requests.incrementAndGet();
    }

    public void left() {
        if (requests.decrementAndGet() < above) {
            synchronized (requests) {
                requests.notifyAll();
            }
        }
    }

    /**
     * Waits until few requests are being taken in, but no longer than {@code serai.work.yielding.longest}.
     *
     * @return false if the time was over first: then a little work is to be done, not much
     */
    boolean yield() throws InterruptedException {
        if (requests.get() < above) {
            return true;
        }
        long end = System.nanoTime() + longest.toNanos();
        synchronized (requests) {
            for (long left = longest.toNanos(); left > 0 && requests.get() >= above; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(requests, left);
            }
        }
        return requests.get() < above;
    }
}
