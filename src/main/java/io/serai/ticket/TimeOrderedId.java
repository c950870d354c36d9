package io.serai.ticket;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes UUIDs of version 7 (RFC 9562, 5.7): 48 bits of milliseconds, then 74 random bits, so that ids sort by time. */
public final class TimeOrderedId {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private TimeOrderedId() {
    }

    public static String at(Instant time) {
        long most = (time.toEpochMilli() << 16) | 0x7000L | (RANDOM.nextLong() & 0x0FFFL);
        long least = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(most, least).toString();
    }

    /** @return the id as a UUID, or absent if the text is none in its usual form */
    public static Optional<UUID> parse(String text) {
        return text != null && TEXT.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
