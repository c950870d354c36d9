package io.serai.demo;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Now and then the simulated operations endpoint has no time or falls over: one call in n, in turn with 429 and 500. Which calls is fixed, so
 * that a run can be repeated, and follows no rhythm, so that no caller can fall into step with it.
 */
@Component
@Profile("demo")
class DemoFaults {

    /** 2^64 divided by the golden ratio: multiples of it are spread evenly and without a period. */
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private final AtomicLong calls = new AtomicLong();
    private final AtomicInteger faults = new AtomicInteger();
    private volatile int every;

    DemoFaults(Settings settings) {
        this.every = settings.faults();
    }

    /** @param faults of how many calls one fails; 0 for none */
    @ConfigurationProperties("serai.demo")
    record Settings(@DefaultValue("0") int faults) {
    }

    /** For tests. */
    void every(int n) {
        calls.set(0);
        faults.set(0);
        every = n;
    }

    /** @return the answer of a call that fails */
    Optional<DemoAnswer> next() {
        if (every <= 0 || Long.remainderUnsigned((calls.incrementAndGet() * GOLDEN) >>> 33, every) != 0) {
            return Optional.empty();
        }
        return Optional.of(faults.getAndIncrement() % 2 == 0
            ? new DemoAnswer(429, 1, "{\"error\":{\"message\":\"Rate limit exceeded\"},\"status\":\"failure\"}")
            : DemoAnswer.of(500, "Internal Server Error"));
    }
}
