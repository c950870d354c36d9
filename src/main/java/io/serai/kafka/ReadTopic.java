package io.serai.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.connector.FedRecord;
import io.serai.connector.FedRecords;
import io.serai.connector.ReadableJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.springframework.stereotype.Component;

/**
 * Makes records for the hub of what camel-kafka took from a topic. A record is known by its topic, partition, offset and time, or, if it has the header
 * that the connector names, by that: then it is the same even if its producer sent it twice.
 */
@Component("readTopic")
class ReadTopic {

    private static final int PAYLOAD = 1 << 20;
    private static final int HEADER = 200;
    private static final int IDENTITY = 400;

    private final MeterRegistry meters;

    ReadTopic(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * @param polled   one exchange a record, in the order of their offsets: camel-kafka's form of a batch
     * @param headers  names of record headers that are kept beside a record, separated by commas
     * @param idHeader name of the header that holds a record's own id; empty for none
     * @return records that bear, as their mark, the last commit of each partition ({@link TopicMark}); those without a value are left out
     */
    public FedRecords read(@Body List<Exchange> polled, @Variable("connector") String connector, @Variable("headers") String headers,
                           @Variable("idHeader") String idHeader) {
        List<String> kept = Arrays.stream(headers.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
        Map<String, KafkaManualCommit> last = new LinkedHashMap<>();
        List<FedRecord> records = new ArrayList<>(polled.size());
        for (Exchange exchange : polled) {
            Message message = exchange.getMessage();
            last.put(message.getHeader(KafkaConstants.TOPIC, String.class) + "-" + message.getHeader(KafkaConstants.PARTITION, Integer.class),
                message.getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class));
            byte[] value = message.getBody(byte[].class);
            if (value == null) {
                meters.counter("serai.kafka.empty", "connector", connector).increment();
            } else {
                records.add(record(message, value, kept, idHeader));
            }
        }
        return new FedRecords(connector, records, new TopicMark(List.copyOf(last.values())));
    }

    private static FedRecord record(Message message, byte[] value, List<String> kept, String idHeader) {
        String topic = message.getHeader(KafkaConstants.TOPIC, String.class);
        int partition = message.getHeader(KafkaConstants.PARTITION, Integer.class);
        long offset = message.getHeader(KafkaConstants.OFFSET, Long.class);
        long time = message.getHeader(KafkaConstants.TIMESTAMP, Long.class);
        Optional<String> key = Optional.ofNullable(message.getHeader(KafkaConstants.KEY, byte[].class)).map(ReadTopic::text).filter(text -> !text.isBlank());
        Headers own = message.getHeader(KafkaConstants.HEADERS, Headers.class);
        Map<String, String> about = new TreeMap<>(Map.of("kafka-topic", topic, "kafka-partition", Integer.toString(partition), "kafka-offset", Long.toString(offset)));
        key.ifPresent(text -> about.put("kafka-key", text));
        kept.forEach(name -> header(own, name).ifPresent(text -> about.put("kafka-header-" + name.toLowerCase(Locale.ROOT), text)));
        String identity = (idHeader.isEmpty() ? Optional.<String>empty() : header(own, idHeader)).map(id -> topic + "#" + id)
            .filter(known -> known.length() <= IDENTITY)
            // a topic that was made anew begins at offset 0 again
            .orElse(topic + "/" + partition + "/" + offset + "@" + time);
        return new FedRecord(identity, value, about, time < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(time)), offset, key, fault(value));
    }

    private static Optional<String> header(Headers headers, String name) {
        Header found = headers == null ? null : headers.lastHeader(name);
        return found == null || found.value() == null ? Optional.empty() : Optional.of(text(found.value())).filter(text -> !text.isBlank());
    }

    /** One line, at most 200 characters, without what neither the database nor a log line can hold. */
    private static String text(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, 4 * HEADER), StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}\\p{Cs}\uFFFD]+", " ").strip();
        return text.length() <= HEADER ? text : text.substring(0, HEADER);
    }

    private static Optional<String> fault(byte[] value) {
        if (value.length > PAYLOAD) {
            return Optional.of("the record is larger than " + PAYLOAD + " bytes");
        }
        try {
            ReadableJson.read(value);
            return Optional.empty();
        } catch (ReadableJson.UnreadableException e) {
            return Optional.of("the record is " + e.getMessage());
        }
    }
}
