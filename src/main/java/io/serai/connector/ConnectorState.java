package io.serai.connector;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.serai.work.NotRetryable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How the calls to one connected system go, in this process. Safe for concurrent use. */
final class ConnectorState {

    private static final int MESSAGE = 300;

    private final CircuitBreaker breaker;
    private final Duration pause;
    private final Clock clock;
    private Instant lastSuccess;
    private Instant lastFailure;
    private String lastError;
    private int failures;
    private Instant nextCall = Instant.MIN;

    ConnectorState(CircuitBreaker breaker, Duration pause, Clock clock) {
        this.breaker = breaker;
        this.pause = pause;
        this.clock = clock;
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    /** Asks whether a poll may call now; if so, {@link #pollEnded} has to be told how it went. */
    synchronized boolean admitPoll() {
        return !clock.instant().isBefore(nextCall) && breaker.tryAcquirePermission();
    }

    void pollEnded(Exception failure) {
        if (failure == null) {
            breaker.onSuccess(0, TimeUnit.MILLISECONDS);
        } else {
            breaker.onError(0, TimeUnit.MILLISECONDS, failure);
        }
        record(failure);
    }

    /** How long to wait before the next call is worth trying; absent if it may be made now. */
    synchronized Optional<Duration> pause() {
        Instant now = clock.instant();
        if (now.isBefore(nextCall)) {
            return Optional.of(Duration.between(now, nextCall));
        }
        return breaker.getState() == CircuitBreaker.State.OPEN || breaker.getState() == CircuitBreaker.State.FORCED_OPEN ? Optional.of(pause) : Optional.empty();
    }

    synchronized void record(Exception failure) {
        if (failure == null) {
            lastSuccess = clock.instant();
            failures = 0;
            return;
        }
        lastFailure = clock.instant();
        failures++;
        lastError = text(failure);
        cause(failure, VendorCallException.class).filter(VendorCallException::isRateLimit)
            .ifPresent(refused -> nextCall = clock.instant().plus(refused.retryAfter().orElse(pause)));
    }

    /** True if the failure says something about the source, and not about what it was asked. */
    static boolean countsAgainstSource(Throwable failure) {
        return cause(failure, NotRetryable.class).isEmpty() && cause(failure, VendorCallException.class).filter(VendorCallException::isRateLimit).isEmpty();
    }

    private static <T> Optional<T> cause(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    static String text(Throwable failure) {
        Optional<VendorCallException> known = cause(failure, VendorCallException.class);
        if (known.isPresent()) {
            return known.get().getMessage();
        }
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String text = root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + root.getMessage());
        return text.length() <= MESSAGE ? text : text.substring(0, MESSAGE) + "…";
    }

    /** What operators see. */
    record View(Instant lastSuccess, Instant lastFailure, String lastError, int consecutiveFailures, String breaker, Instant nextCallAt) {
    }

    synchronized View view() {
        return new View(lastSuccess, lastFailure, failures == 0 ? null : lastError, failures,
            breaker.getState().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), clock.instant().isBefore(nextCall) ? nextCall : null);
    }
}
