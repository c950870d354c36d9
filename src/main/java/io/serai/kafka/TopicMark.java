package io.serai.kafka;

import java.util.List;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;

/**
 * Where a topic's consumer is.
 *
 * @param commits of the last record of each partition
 */
record TopicMark(List<KafkaManualCommit> commits) {
}
