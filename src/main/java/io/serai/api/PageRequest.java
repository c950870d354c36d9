package io.serai.api;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Which page of a list a caller wants. A controller takes it as a parameter; it is read from {@code ?size=} and {@code ?after=}.
 *
 * @param size  1 to 500
 * @param after the {@code next} of the page before, or {@code null} for the first page; {@code [A-Za-z0-9._~-]{1,200}}
 */
public record PageRequest(int size, String after) {

    public static final int DEFAULT_SIZE = 50;
    public static final int MAX_SIZE = 500;
    private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9._~-]{1,200}");

    /** @throws InvalidPageException if the size or the cursor is none */
    public PageRequest {
        if (size < 1 || size > MAX_SIZE) {
            throw new InvalidPageException("size", "must be a whole number from 1 to " + MAX_SIZE);
        }
        if (after != null && !CURSOR.matcher(after).matches()) {
            throw InvalidPageException.cursor();
        }
    }

    /**
     * Reads the two parameters as they were sent.
     *
     * @param size  absent: {@value #DEFAULT_SIZE}
     * @param after absent or empty: the first page
     * @throws InvalidPageException if either is not what it must be
     */
    public static PageRequest of(String size, String after) {
        return new PageRequest(size == null || size.isEmpty() ? DEFAULT_SIZE : number(size), after == null || after.isEmpty() ? null : after);
    }

    /** How many rows to ask the database for: one more than the page holds, so that {@link Page#of} sees whether another follows. */
    public int limit() {
        return size + 1;
    }

    /**
     * The cursor of a list that is ordered by a UUID.
     *
     * @return absent for the first page
     * @throws InvalidPageException if it is no UUID
     */
    public Optional<UUID> afterId() {
        if (after == null) {
            return Optional.empty();
        }
        try {
            UUID id = UUID.fromString(after);
            if (id.toString().equalsIgnoreCase(after)) {
                return Optional.of(id);
            }
        } catch (IllegalArgumentException e) {
            throw InvalidPageException.cursor();
        }
        throw InvalidPageException.cursor();
    }

    private static int number(String size) {
        return size.matches("[0-9]{1,9}") ? Integer.parseInt(size) : -1;
    }
}
