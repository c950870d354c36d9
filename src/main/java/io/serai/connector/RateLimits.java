package io.serai.connector;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads when a vendor lets us call again. {@code Retry-After} is seconds, possibly with a fraction, or an HTTP date (RFC 9110, 10.2.3);
 * {@code X-RateLimit-Reset} is seconds from now with Datadog and an epoch time with ServiceNow and Jira, told apart by its size.
 */
final class RateLimits {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final long EPOCH = 1_000_000_000L;

    private RateLimits() {
    }

    /**
     * @param headers of the vendor's answer, names in any case
     * @return how long to wait, between 0 and an hour; absent if the answer does not say
     */
    static Optional<Duration> wait(Map<String, ?> headers, Instant now) {
        Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            if (name != null && value != null) {
                known.put(name, value instanceof Iterable<?> many && many.iterator().hasNext() ? String.valueOf(many.iterator().next()) : String.valueOf(value));
            }
        });
        return Optional.ofNullable(known.get("Retry-After")).flatMap(text -> retryAfter(text.strip(), now))
            .or(() -> Optional.ofNullable(known.get("X-RateLimit-Reset")).flatMap(text -> reset(text.strip(), now)))
            .map(wait -> wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
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
