package io.serai.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.security.auth.callback.Callback;
import javax.security.auth.login.AppConfigurationEntry;
import kafka.server.BrokerServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.plain.PlainAuthenticateCallback;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A Kafka broker in this JVM that keeps its address and its records when it is restarted; one listener without and one with a password (user {@code inn}). */
public final class KafkaRoom implements AutoCloseable {

    public static final String PASSWORD = "the \"keeper\" of the \\inn";

    private final int open = freePort();
    private final int secured = freePort();
    private final int wired;
    private final EmbeddedKafkaKraftBroker broker;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;

    public KafkaRoom() {
        this(null);
    }

    /** @param wire by which the listener with a password is reached; {@code null} if by none */
    public KafkaRoom(Wire wire) {
        if (wire != null) {
            wire.to(secured);
        }
        wired = wire == null ? secured : wire.port();
        broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperties(Map.of(
            "listeners", "EXTERNAL://127.0.0.1:" + open + ",SECURED://127.0.0.1:" + secured + ",CONTROLLER://127.0.0.1:0",
            "advertised.listeners", "EXTERNAL://127.0.0.1:" + open + ",SECURED://127.0.0.1:" + wired,
            "listener.security.protocol.map", "EXTERNAL:PLAINTEXT,SECURED:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
            "listener.name.secured.sasl.enabled.mechanisms", "PLAIN",
            "listener.name.secured.plain.sasl.jaas.config", "org.apache.kafka.common.security.plain.PlainLoginModule required user_inn=\""
                + PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"") + "\";",
            "listener.name.secured.plain.sasl.server.callback.handler.class", Doorkeeper.class.getName(),
            "offsets.topic.num.partitions", "1", "message.max.bytes", "4194304", "group.initial.rebalance.delay.ms", "0", "auto.create.topics.enable", "false"));
        broker.afterPropertiesSet();
        Properties properties = new Properties();
        properties.putAll(Map.of("bootstrap.servers", brokers(), "acks", "all", "delivery.timeout.ms", "120000", "request.timeout.ms", "5000",
            "reconnect.backoff.max.ms", "500", "max.request.size", "4194304"));
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        admin = Admin.create(Map.of("bootstrap.servers", brokers()));
    }

    /** Lets in who has the password, unless it is told to let nobody in. One for all rooms of this JVM: brokers make it by its name. */
    public static final class Doorkeeper implements AuthenticateCallbackHandler {

        private static volatile boolean shut;

        /** @return how it was before */
        public static boolean shut(boolean all) {
            boolean was = shut;
            shut = all;
            return was;
        }

        @Override
        public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
            // there is nothing to choose
        }

        @Override
        public void handle(Callback[] callbacks) {
            for (Callback callback : callbacks) {
                if (callback instanceof PlainAuthenticateCallback plain) {
                    plain.authenticated(!shut && PASSWORD.equals(new String(plain.password())));
                }
            }
        }

        @Override
        public void close() {
            // there is nothing to close
        }
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public String brokers() {
        return "127.0.0.1:" + open;
    }

    public String securedBrokers() {
        return "127.0.0.1:" + wired;
    }

    public void topic(String name, int partitions) {
        admin(admin -> admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get(30, TimeUnit.SECONDS));
    }

    /** @return completes when the broker has it */
    public Future<?> send(String topic, String key, String value, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes(key), bytes(value));
        headers.forEach((name, text) -> record.headers().add(name, bytes(text)));
        return producer.send(record);
    }

    /** Returns when the broker has all that was sent. */
    public void flush() {
        producer.flush();
    }

    public void sendNow(String topic, String key, String value) {
        try {
            send(topic, key, value, Map.of()).get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All records of a topic that are there now, by partition in their order. */
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        Properties properties = new Properties();
        properties.putAll(Map.of("bootstrap.servers", brokers(), "auto.offset.reset", "earliest"));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream().map(info -> new TopicPartition(topic, info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    /** What a group has committed of a topic, over all partitions. */
    public long committed(String group, String topic) {
        long[] sum = new long[1];
        admin(admin -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get(30, TimeUnit.SECONDS).forEach((partition, offset) ->
            sum[0] += partition.topic().equals(topic) ? offset.offset() : 0));
        return sum[0];
    }

    /** Puts a group back to the beginning of a topic; it must have no member. */
    public void rewind(String group, String topic, int partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (int i = 0; i < partitions; i++) {
            offsets.put(new TopicPartition(topic, i), new OffsetAndMetadata(0));
        }
        admin(admin -> admin.alterConsumerGroupOffsets(group, offsets).all().get(30, TimeUnit.SECONDS));
    }

    /** The broker forgets the members of a group; those that are alive come back. */
    public void dismiss(String group) {
        admin(admin -> admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions()).all().get(30, TimeUnit.SECONDS));
    }

    public void stop() {
        broker.getCluster().brokers().values().forEach(server -> {
            server.shutdown();
            server.awaitShutdown();
        });
    }

    public void start() {
        broker.getCluster().brokers().values().forEach(BrokerServer::startup);
    }

    private interface Asked {
        void ask(Admin admin) throws Exception;
    }

    private void admin(Asked asked) {
        try {
            asked.ask(admin);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        admin.close(Duration.ofSeconds(1));
        broker.destroy();
    }
}
