package io.serai.connector;

/**
 * The hub's answer to {@link FedRecords}: they are durable.
 *
 * @param fresh how many were not known
 * @param known how many had been stored before, or stood among the records twice
 * @param mark  as the feed gave it
 */
public record FeedReceipt(int fresh, int known, Object mark) {
}
