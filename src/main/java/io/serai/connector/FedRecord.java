package io.serai.connector;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One record that a feed hands over.
 *
 * @param key      what makes two records the same delivery of the same thing; at most 400 characters
 * @param payload  its bytes as they came; not copied, not to be changed
 * @param headers  what is kept beside it, names in lower case: where it stood, never secrets
 * @param at       when its source says it was made, if it does; stands in where the record has no time of its own
 * @param sequence its place among the records of the same thing: of two with the same time the one with the higher number is newer
 * @param identity the thing's id in its source, where the record itself does not hold it
 * @param fault    why no normaliser can read it, in words; such a record goes straight to the dead letters
 */
public record FedRecord(String key, byte[] payload, Map<String, String> headers, Optional<Instant> at, long sequence, Optional<String> identity,
                        Optional<String> fault) {

    private static final int KEY = 400;

    public FedRecord {
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(fault, "fault");
        if (key.isBlank() || key.length() > KEY) {
            throw new IllegalArgumentException("a record's key has 1 to " + KEY + " characters");
        }
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "FedRecord[" + key + ", " + payload.length + " bytes]";
    }
}
