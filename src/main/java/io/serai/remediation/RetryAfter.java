package io.serai.remediation;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The header {@code Retry-After} (RFC 9110, 10.2.3): seconds or a date. */
final class RetryAfter {

    private static final Duration MOST = Duration.ofHours(1);

    private RetryAfter() {
    }

    /** @return from 1 s to 1 h; {@code otherwise} if the header is absent or no such value */
    static Duration read(String header, Duration otherwise, Clock clock) {
        if (header == null) {
            return otherwise;
        }
        String text = header.strip();
        if (text.matches("[0-9]{1,9}")) {
            return bounded(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            return bounded(Duration.between(clock.instant(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.compareTo(Duration.ofSeconds(1)) < 0) {
            return Duration.ofSeconds(1);
        }
        return wait.compareTo(MOST) > 0 ? MOST : wait;
    }
}
