package io.serai.connector;

import com.fasterxml.jackson.core.JsonParseException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.serai.work.NotRetryable;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** How the calls to one connected system go, in this process. Safe for concurrent use. */
final class ConnectorState {

    private static final int MESSAGE = 300;
    /** With so many failed calls in a row a system counts as out of reach. */
    private static final int DEGRADED = 3;
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration RATE_HOLDS = Duration.ofMinutes(1);
    private static final Duration REFUSED_LATELY = Duration.ofMinutes(5);
    /** More refusals than this are not counted. */
    private static final int REFUSALS = 1_000;

    private final CircuitBreaker breaker;
    private final Duration pause;
    private final Duration grace;
    private final Clock clock;
    private final Queue<Instant> refusals = new ArrayDeque<>();
    private Instant lastSuccess;
    private Instant lastFailure;
    private String lastError;
    private int failures;
    private Instant lastSync;
    private Instant nextCall = Instant.MIN;
    private int rateRefusals;
    private RateLimits.Rate rate;
    private Instant rateSeenAt;
    private Duration period;
    private Instant since;
    private Instant underWay;
    private Instant lastGoodPoll;
    private PollWatchStore.Watch watch;

    /** @param grace how much longer than three periods a poll may keep us waiting, and how long it has after a start */
    ConnectorState(CircuitBreaker breaker, Duration pause, Duration grace, Clock clock) {
        this.breaker = breaker;
        this.pause = pause;
        this.grace = grace;
        this.clock = clock;
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    /** Asks whether a poll may call now; if so, {@link #pollEnded} has to be told how it went. */
    synchronized boolean admitPoll() {
        return !clock.instant().isBefore(nextCall) && breaker.tryAcquirePermission();
    }

    boolean pollEnded(Exception failure) {
        synchronized (this) {
            lastSync = clock.instant();
            lastGoodPoll = failure == null ? lastSync : lastGoodPoll;
        }
        if (failure == null) {
            breaker.onSuccess(0, TimeUnit.MILLISECONDS);
        } else {
            breaker.onError(0, TimeUnit.MILLISECONDS, failure);
        }
        return record(failure);
    }

    /** How long to wait before the next call is worth trying; absent if it may be made now. */
    synchronized Optional<Duration> pause() {
        Instant now = clock.instant();
        if (now.isBefore(nextCall)) {
            return Optional.of(Duration.between(now, nextCall));
        }
        return breaker.getState() == CircuitBreaker.State.OPEN || breaker.getState() == CircuitBreaker.State.FORCED_OPEN ? Optional.of(pause) : Optional.empty();
    }

    /** @return true if this is news: the first failure, another one than before, or the first success after a failure */
    synchronized boolean record(Exception failure) {
        if (failure == null) {
            boolean news = failures > 0;
            lastSuccess = clock.instant();
            failures = 0;
            rateRefusals = 0;
            return news;
        }
        lastFailure = clock.instant();
        failures++;
        String error = text(failure);
        boolean news = failures == 1 || !error.equals(lastError);
        lastError = error;
        heed(failure);
        return news;
    }

    /** Leaves the source alone for as long as it asked to be, if it did; says nothing of how the connector fares. */
    synchronized void heed(Exception failure) {
        cause(failure, VendorCallException.class).filter(VendorCallException::isRateLimit)
            .ifPresent(refused -> nextCall = clock.instant().plus(refused.retryAfter().map(ConnectorState::atLeast).orElseGet(this::backOff)));
    }

    /** A vendor that says "at once" would be asked in a hot loop. */
    private static Duration atLeast(Duration wait) {
        return wait.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : wait;
    }

    /** Twice as long each time, up to a quarter of an hour; from a half to one and a half of that, so that not all come back at once. */
    private Duration backOff() {
        long millis = Math.min(pause.toMillis() << Math.min(rateRefusals++, 10), LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis + 1));
    }

    /** Takes what a vendor's answer says of its limit; a limit that is used up is waited for. */
    synchronized void rateSeen(RateLimits.Rate seen) {
        rate = seen;
        rateSeenAt = clock.instant();
        if (seen.remaining() == 0 && seen.resetAt() != null && seen.resetAt().isAfter(nextCall)) {
            nextCall = seen.resetAt();
        }
    }

    /** What was seen last, until it is reset; a vendor that does not say when is believed for a minute. */
    private RateLimits.Rate rate(Instant now) {
        return rate != null && now.isBefore(rate.resetAt() == null ? rateSeenAt.plus(RATE_HOLDS) : rate.resetAt()) ? rate : null;
    }

    /** True if the failure says something about the source, and not about what it was asked. */
    static boolean countsAgainstSource(Throwable failure) {
        return cause(failure, NotRetryable.class).isEmpty() && cause(failure, VendorCallException.class).filter(VendorCallException::isRateLimit).isEmpty();
    }

    /** True if the source is well, and only this one call can never succeed: the incident is gone, the id is none. */
    static boolean isRefusal(Throwable failure) {
        return cause(failure, NotRetryable.class).isPresent();
    }

    /** True if the source refused what it was asked, as it does with the place of a page that it has forgotten. */
    static boolean isUnknownPlace(Throwable failure) {
        return cause(failure, VendorCallException.class).map(VendorCallException::status).filter(status -> status == 400 || status == 404 || status == 410)
            .isPresent();
    }

    private static <T> Optional<T> cause(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    /**
     * Says why a system did not tell what it was asked.
     *
     * @param failure absent if the deadline came first, or the circuit breaker let nothing through; Camel tells the two apart no further
     */
    String silence(Throwable failure) {
        String late = "no answer in time" + (breaker.getState() == CircuitBreaker.State.CLOSED ? "" : ", or it failed too often and is not asked for a while");
        return failure == null ? late : text(failure);
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
        String text = words(root);
        return text.length() <= MESSAGE ? text : text.substring(0, MESSAGE) + "…";
    }

    /** What a parser says may quote the answer, so it is not passed on. */
    private static String words(Throwable root) {
        if (root instanceof SocketTimeoutException || root instanceof TimeoutException || root instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        if (root instanceof JsonParseException) {
            return "the answer is not JSON: is the URL that of the API?";
        }
        if (root instanceof EOFException || root instanceof ConnectionClosedException || root instanceof NoHttpResponseException) {
            return "the connection broke before the answer had ended";
        }
        // what a kamelet says by itself (jq: error) needs no class name
        return root.getClass().getSimpleName().equals("JsonQueryUserException") ? String.valueOf(root.getMessage())
            : root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + root.getMessage());
    }

    /**
     * What operators see.
     *
     * @param succeeded      true if the last call of this process went well
     * @param overdue        true if no poll went well for three periods, in this process, another or an earlier one
     * @param silent         true if it is overdue, and no poll of this process is on its way
     * @param refusedSenders webhooks of the last five minutes whose secret or signature was missing or wrong
     * @param lastSync       when a poll ended last, however it went
     * @param rate           what is left of the vendor's limit, or {@code null} if it did not say of late
     */
    record View(Instant lastSync, Instant lastSuccess, Instant lastFailure, String lastError, int consecutiveFailures, String breaker, Instant nextCallAt,
                boolean succeeded, boolean overdue, boolean silent, int refusedSenders, RateLimits.Rate rate) {

        boolean failedOften() {
            return consecutiveFailures >= DEGRADED;
        }

        boolean degraded() {
            return silent || failedOften() || !breaker.equals("closed");
        }
    }

    /** Tells that a webhook came whose secret or signature was missing or wrong. */
    synchronized void senderRefused() {
        forgetRefusals();
        if (refusals.size() < REFUSALS) {
            refusals.add(clock.instant());
        }
    }

    private void forgetRefusals() {
        Instant before = clock.instant().minus(REFUSED_LATELY);
        while (!refusals.isEmpty() && refusals.peek().isBefore(before)) {
            refusals.remove();
        }
    }

    /** Tells how often the system is polled, so that a poll that has died quietly shows. */
    synchronized void polledEvery(Duration period) {
        this.period = period;
        this.since = clock.instant();
    }

    /** Tells that a poll has just begun to be possible, or has got on by a page: it needs a while until it has gone well. */
    synchronized void underWay() {
        underWay = clock.instant();
    }

    /** Tells what all processes know of its polls. */
    synchronized void watched(PollWatchStore.Watch known) {
        watch = known;
    }

    /** When a poll of this process went well last. */
    synchronized Optional<Instant> lastGoodPoll() {
        return Optional.ofNullable(lastGoodPoll);
    }

    synchronized View view() {
        Instant now = clock.instant();
        forgetRefusals();
        boolean overdue = period != null && Duration.between(lastSign(), now).compareTo(period.multipliedBy(3).plus(grace)) > 0;
        return new View(lastSync, latest(lastSuccess, remembered()), lastFailure, failures == 0 ? null : lastError, failures,
            breaker.getState().name().toLowerCase(Locale.ROOT).replace('_', '-'), now.isBefore(nextCall) ? nextCall : null,
            failures == 0 && lastSuccess != null, overdue, overdue && underWay != null && Duration.between(underWay, now).compareTo(grace) > 0, refusals.size(), rate(now));
    }

    /** From when on the next good poll is waited for. */
    private Instant lastSign() {
        return latest(latest(lastGoodPoll, remembered()), watch == null ? since : watch.since());
    }

    private Instant remembered() {
        return watch == null ? null : watch.lastGood().orElse(null);
    }

    private static Instant latest(Instant one, Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }
}
