package io.serai.kafka;

import io.serai.connector.FeedReceipt;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.springframework.stereotype.Component;

/** Tells Kafka that records are done with, once they are durable. A crash before that brings them again, and they are known again. */
@Component("commitTopic")
class CommitTopic {

    /** @param receipt with a {@link TopicMark} as its mark */
    public void commit(FeedReceipt receipt) {
        ((TopicMark) receipt.mark()).commits().forEach(KafkaManualCommit::commit);
    }
}
