package io.serai.connector;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/**
 * Where a poll is: handed to a source kamelet before each page, and taken back after it.
 *
 * @param connector on whose behalf
 * @param since     records changed at or after this are wanted
 * @param after     place of the next page in the kamelet's own words (JSON text), or {@code "null"} for the first
 * @param pages     how many pages were taken in this poll
 * @param reached   the newest change seen so far
 * @param more      true if a page is to be fetched
 * @param comparing true if the records are only compared with what the hub has; then the cursor stays
 */
public record Poll(String connector, Instant since, String after, int pages, Instant reached, boolean more,
                   boolean comparing) {

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    /** The place before the first page. */
    static final String FIRST = "null";

    public Poll {
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(reached, "reached");
        after = after == null ? FIRST : after;
    }

    /** A poll that stores what it fetches. */
    Poll(String connector, Instant since, String after, int pages, Instant reached, boolean more) {
        this(connector, since, after, pages, reached, more, false);
    }

    /** A poll that fetches nothing. */
    static Poll notNow(String connector, Instant now) {
        return new Poll(connector, now, FIRST, 0, now, false);
    }

    /** True if all there is is wanted. */
    boolean full() {
        return since.equals(Instant.EPOCH);
    }

    /** {@code since} as {@code yyyy-MM-dd HH:mm:ss}, UTC, cut to the second. */
    public String sinceText() {
        return DATE_TIME.format(since);
    }

    /** {@code since} in epoch seconds, cut. */
    public String sinceEpoch() {
        return Long.toString(since.getEpochSecond());
    }
}
