package io.serai.connector;

import java.util.List;
import java.util.Objects;

/**
 * Records that a feed hands over together: they are stored in one transaction.
 *
 * @param connector on whose behalf
 * @param records   in the order of their source, possibly none
 * @param mark      the feed's own note of where it is, given back once the records are durable; the hub does not look into it
 */
public record FedRecords(String connector, List<FedRecord> records, Object mark) {

    public FedRecords {
        Objects.requireNonNull(connector, "connector");
        records = List.copyOf(records);
    }

    @Override
    public String toString() {
        return "FedRecords[" + connector + ", " + records.size() + "]";
    }
}
