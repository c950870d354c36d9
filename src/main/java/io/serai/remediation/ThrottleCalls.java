package io.serai.remediation;

import io.serai.work.Postponed;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/** Lets a call through if the limit over all actions allows it. */
@Component("throttleCalls")
class ThrottleCalls {

    /** What is over the limit comes back spread over this much, in milliseconds. */
    private static final int SPREAD = 1_000;

    private final Throttle throttle;
    private final Permits permits;
    private final RemediationProperties properties;

    ThrottleCalls(Throttle throttle, Permits permits, RemediationProperties properties) {
        this.throttle = throttle;
        this.permits = permits;
        this.properties = properties;
    }

    /**
     * Counts the call and permits it to be sent.
     *
     * @throws Postponed if the limit is reached; the execution stands as it stood
     */
    public Attempt count(Attempt attempt) {
        // the permit runs from before the count, so that it ends before the count's own allowance does
        permits.grant(Call.keyOf(attempt), properties.sendWithin());
        Optional<Duration> wait = throttle.count(attempt.standing().id());
        if (wait.isPresent()) {
            permits.withdraw(Call.keyOf(attempt));
            throw new Postponed(wait.get().plusMillis(ThreadLocalRandom.current().nextInt(SPREAD)),
                "the limit of " + properties.limitPerMinute() + " calls in " + properties.limitWindow().toSeconds() + " s is reached");
        }
        return attempt;
    }
}
