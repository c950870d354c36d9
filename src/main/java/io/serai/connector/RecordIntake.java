package io.serai.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What a feature that reads records from elsewhere than a vendor's API needs of the connectors. */
public interface RecordIntake {

    /**
     * Asks the connector's normaliser what it would make of records.
     *
     * @return one answer a record, in the same order: what is wrong with it, in words that quote nothing of it; absent if it makes a ticket
     */
    List<Optional<String>> faults(String connector, List<ObjectNode> records);

    /**
     * A short text that is another one when the connector's file makes other tickets of the same records.
     *
     * @throws IllegalArgumentException if there is no such connector
     */
    String reading(String connector);

    /** @return false if no records are to be stored now: a person has paused the connector, or too many wait to be processed already */
    boolean isOpen(String connector);

    /** Stores records, each once, and queues them to be normalised; they are durable when it returns. */
    FeedReceipt store(FedRecords records);
}
