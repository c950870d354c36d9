package io.serai.simulator;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Which calls of a simulated system go wrong, and how. Safe for concurrent use. */
public final class Faults {

    /** 2^64 divided by the golden ratio: multiples of it are spread evenly and without a period, so that no caller can fall into step with them. */
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private Predicate<Call> where = call -> true;
    private int every;
    private long counted;
    private int given;
    private Fault fault;
    private int left;
    private int era;

    /** From now on one call in {@code n} fails, in turn with 429 and 500; 0 for none. */
    public synchronized void every(int n) {
        every = n;
        counted = 0;
        given = 0;
    }

    /** The next {@code calls} calls go wrong like this. */
    public synchronized void next(int calls, Fault fault) {
        this.fault = fault;
        this.left = calls;
    }

    /** All calls go wrong like this until {@link #calm()}. */
    public void always(Fault fault) {
        next(Integer.MAX_VALUE, fault);
    }

    /** Only these calls go wrong. */
    public synchronized Faults only(Predicate<Call> where) {
        this.where = where;
        return this;
    }

    /** Nothing goes wrong any more, and what hangs ends. */
    public synchronized void calm() {
        where = call -> true;
        every = 0;
        left = 0;
        era++;
        notifyAll();
    }

    synchronized Optional<Fault> of(Call call) {
        if (!where.test(call)) {
            return Optional.empty();
        }
        if (left > 0) {
            left = left == Integer.MAX_VALUE ? left : left - 1;
            return Optional.of(fault);
        }
        if (every <= 0 || Long.remainderUnsigned((++counted * GOLDEN) >>> 33, every) != 0) {
            return Optional.empty();
        }
        return Optional.of(given++ % 2 == 0 ? Fault.TOO_MANY_CALLS : Fault.SERVER_ERROR);
    }

    /** Waits for {@link #calm()}, at most so long; returns true if it came. */
    synchronized boolean awaitCalm(long millis) throws InterruptedException {
        int mine = era;
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (era == mine) {
            long rest = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (rest <= 0) {
                return false;
            }
            wait(rest);
        }
        return true;
    }
}
