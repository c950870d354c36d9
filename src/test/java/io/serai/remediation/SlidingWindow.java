package io.serai.remediation;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Counts what falls into any window of time. */
final class SlidingWindow {

    private SlidingWindow() {
    }

    /** @return the largest number of times (nanoseconds) that lie within {@code window} of each other */
    static int most(Collection<Long> nanos, Duration window) {
        List<Long> sorted = nanos.stream().sorted().toList();
        int most = 0;
        int first = 0;
        for (int last = 0; last < sorted.size(); last++) {
            while (sorted.get(last) - sorted.get(first) > window.toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
