package io.serai.connector;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads when a vendor lets us call again. {@code Retry-After} is seconds, possibly with a fraction, or an HTTP date (RFC 9110, 10.2.3);
 * {@code X-RateLimit-Reset} is seconds from now with Datadog and an epoch time with ServiceNow, told apart by its size, and an
 * ISO 8601 time with Jira.
 */
final class RateLimits {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final long EPOCH = 1_000_000_000L;

    private RateLimits() {
    }

    /**
     * How much of a limit is left.
     *
     * @param limit     calls in the vendor's period, at least 1
     * @param remaining 0 to {@code limit}
     * @param resetAt   when it is all free again, or {@code null} if the vendor does not say
     */
    record Rate(long limit, long remaining, Instant resetAt) {

        /** True if 80 % or more are used. */
        boolean near() {
            return remaining * 5 <= limit;
        }
    }

    /**
     * Reads the vendor's count: {@code X-RateLimit-Limit} and {@code -Remaining} (Datadog, Jira), or the same without {@code X-} (Microsoft Graph,
     * IETF draft httpapi-ratelimit-headers).
     *
     * @return absent if the answer does not say
     */
    static Optional<Rate> rate(Map<String, ?> headers, Instant now) {
        Map<String, String> known = known(headers);
        for (String prefix : List.of("X-RateLimit-", "RateLimit-")) {
            String limit = known.getOrDefault(prefix + "Limit", "").strip();
            String remaining = known.getOrDefault(prefix + "Remaining", "").strip();
            if (limit.matches("[1-9][0-9]{0,11}") && remaining.matches("[0-9]{1,12}")) {
                Instant resetAt = Optional.ofNullable(known.get(prefix + "Reset")).flatMap(text -> reset(text.strip(), now)).map(now::plus).orElse(null);
                return Optional.of(new Rate(Long.parseLong(limit), Math.min(Long.parseLong(remaining), Long.parseLong(limit)), resetAt));
            }
        }
        return Optional.empty();
    }

    /**
     * @param headers of the vendor's answer, names in any case
     * @return how long to wait, between 0 and an hour; absent if the answer does not say
     */
    static Optional<Duration> wait(Map<String, ?> headers, Instant now) {
        Map<String, String> known = known(headers);
        return Optional.ofNullable(known.get("Retry-After")).flatMap(text -> retryAfter(text.strip(), now))
            .or(() -> Optional.ofNullable(known.get("X-RateLimit-Reset")).flatMap(text -> reset(text.strip(), now)))
            .map(wait -> wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private static Map<String, String> known(Map<String, ?> headers) {
        Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            if (name != null && value != null) {
                known.put(name, value instanceof Iterable<?> many && many.iterator().hasNext() ? String.valueOf(many.iterator().next()) : String.valueOf(value));
            }
        });
        return known;
    }

    private static Optional<Duration> retryAfter(String text, Instant now) {
        if (text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return Optional.of(seconds(text));
        }
        try {
            return Optional.of(Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT)).toInstant()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> reset(String text, Instant now) {
        if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T.{1,30}")) {
            return Optional.ofNullable(Times.read(text)).map(at -> Duration.between(now, at));
        }
        if (!text.matches("[0-9]{1,13}(\\.[0-9]{1,9})?")) {
            return Optional.empty();
        }
        Duration number = seconds(text);
        if (number.toSeconds() >= EPOCH * 1000) {
            return Optional.of(Duration.between(now, Instant.ofEpochMilli(number.toSeconds())));
        }
        return Optional.of(number.toSeconds() >= EPOCH ? Duration.between(now, Instant.ofEpochSecond(number.toSeconds())) : number);
    }

    private static Duration seconds(String text) {
        return Duration.ofMillis((long) Math.ceil(Double.parseDouble(text) * 1000));
    }
}
