package io.serai.connector;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The forms in which vendors write times. */
final class Times {

    private static final DateTimeFormatter OFFSET_WITHOUT_COLON = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[.SSS]xx");
    /** RFC 9110, 5.6.7. */
    private static final DateTimeFormatter HTTP = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
    /** Above it an epoch number is milliseconds: as seconds it would be the year 5138. */
    private static final long MILLIS = 100_000_000_000L;

    private Times() {
    }

    /**
     * Reads RFC 3339, the date of an HTTP header, {@code yyyy-MM-dd HH:mm:ss} or {@code yyyy-MM-dd'T'HH:mm:ss} (UTC), epoch seconds or epoch milliseconds.
     *
     * @return {@code null} if the text is absent or none of these
     */
    static Instant read(String text) {
        if (text == null) {
            return null;
        }
        String time = text.strip();
        try {
            if (time.matches("[0-9]{9,14}(\\.[0-9]{1,9})?")) {
                double number = Double.parseDouble(time);
                return number >= MILLIS ? Instant.ofEpochMilli((long) number) : Instant.ofEpochMilli(Math.round(number * 1000));
            }
            if (time.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?")) {
                return LocalDateTime.parse(time.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
            }
            if (time.matches(".*[+-][0-9]{4}")) {
                return OffsetDateTime.parse(time, OFFSET_WITHOUT_COLON).toInstant();
            }
            if (time.endsWith(" GMT")) {
                return OffsetDateTime.parse(time, HTTP).toInstant();
            }
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
