package io.serai.demo;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Now and then a simulated system has no time or falls over: every n-th call, in turn 429 and 500, so that a run can be repeated. */
@Component
@Profile("demo")
class DemoFaults {

    private final AtomicLong calls = new AtomicLong();
    private final AtomicInteger faults = new AtomicInteger();
    private volatile int every;

    DemoFaults(Settings settings) {
        this.every = settings.faults();
    }

    /** @param faults every how many calls one fails; 0 for none */
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
        if (every <= 0 || calls.incrementAndGet() % every != 0) {
            return Optional.empty();
        }
        return Optional.of(faults.getAndIncrement() % 2 == 0
            ? new DemoAnswer(429, 1, null, null, "{\"error\":{\"message\":\"Rate limit exceeded\"},\"status\":\"failure\"}")
            : DemoAnswer.of(500, "Internal Server Error"));
    }
}
