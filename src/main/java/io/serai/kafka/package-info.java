/**
 * Kafka topics: what their records are to the hub, and when they are done with.
 *
 * <p>In: records of a topic, as camel-kafka hands them over. Out: records for the hub's store of raw events; the offsets of those that are durable.
 * Allowed neighbours: {@code connector}, and the ground floor.
 */
package io.serai.kafka;
