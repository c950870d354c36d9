package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One page that a source kamelet fetched.
 *
 * @param poll    the poll it belongs to, as it was before the page
 * @param records in the vendor's order, possibly none
 * @param more    true if another page follows
 * @param after   place of that page, in the kamelet's own words (JSON text)
 * @param keep    true if the place is worth more than a time: the next poll goes on from it too, when this one has come to its end
 */
public record RecordPage(Poll poll, List<Record> records, boolean more, String after, boolean keep) {

    public RecordPage {
        Objects.requireNonNull(poll, "poll");
        records = List.copyOf(records);
    }

    /**
     * @param key       what makes two records the same version of the same thing
     * @param changedAt when the source last changed it, or {@code null} if it does not say
     * @param body      the record as the vendor sent it
     */
    public record Record(String key, Instant changedAt, JsonNode body) {
        public Record {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(body, "body");
        }
    }
}
