package io.serai.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.simulator.Capability;
import io.serai.simulator.Fault;
import io.serai.testing.KafkaRoom;
import io.serai.testing.Wire;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A topic of Kafka: each time something happens to a ticket, its producer sends what it is then, under its key. The broker is started when a test first
 * makes use of it; until then nobody answers.
 */
final class TopicVendor extends FeedVendor {

    private static final Set<Capability> CAN = EnumSet.of(Capability.POLL, Capability.FEED, Capability.POLL_CHANGES, Capability.PAGES, Capability.VERSIONS, Capability.STATES,
        Capability.NETWORK, Capability.CREDENTIALS);
    private static final String TOPIC = "tickets";
    private static final String GROUP = "serai";

    private final Wire wire = new Wire("");
    private KafkaRoom room;
    private final AtomicLong sent = new AtomicLong();

    TopicVendor(Clock clock) {
        super(clock);
    }

    private synchronized KafkaRoom room() {
        if (room == null) {
            room = new KafkaRoom(wire);
            room.topic(TOPIC, 3);
        }
        return room;
    }

    @Override
    public String connector() {
        return "kafka";
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("SERAI_KAFKA_BROKERS", "127.0.0.1:" + wire.port(), "SERAI_KAFKA_TOPIC", TOPIC, "SERAI_KAFKA_GROUP", GROUP, "SERAI_KAFKA_SECURITY", "SASL_PLAINTEXT",
            "SERAI_KAFKA_MECHANISM", "PLAIN", "SERAI_KAFKA_USERNAME", "inn", "SERAI_KAFKA_PASSWORD", KafkaRoom.PASSWORD);
    }

    @Override
    public boolean can(Capability capability) {
        return CAN.contains(capability);
    }

    @Override
    void handOver(List<ObjectNode> records) {
        records.forEach(record -> room().send(TOPIC, record.path("id").asText(), record.toString(), Map.of()));
        room().flush();
        sent.addAndGet(records.size());
    }

    @Override
    public boolean taken() {
        return room().committed(GROUP, TOPIC) == sent.get();
    }

    @Override
    public void revoke(boolean wrong) {
        boolean was = KafkaRoom.Doorkeeper.shut(wrong);
        if (wrong) {
            // who is in stays in
            wire.cut();
        } else if (was) {
            // who was thrown out could not take leave, and would be waited for
            room().dismiss(GROUP);
        }
    }

    @Override
    public Set<Fault> readingFaults() {
        return EnumSet.of(Fault.UNAVAILABLE);
    }

    @Override
    public void failReading(Fault fault) {
        wire.fail(fault, said -> true, Integer.MAX_VALUE);
    }

    @Override
    public void failSome(int n) {
        wire.failSome(n * 8);
    }

    @Override
    public void calm() {
        wire.calm();
        revoke(false);
        skew(Duration.ZERO);
    }

    @Override
    public long counted() {
        return wire.connections();
    }

    @Override
    public void close() {
        wire.close();
        if (room != null) {
            room.close();
        }
    }
}
