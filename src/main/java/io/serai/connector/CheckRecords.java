package io.serai.connector;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.serai.language.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Tells what a connector's normaliser would make of records, many at once where it can. */
final class CheckRecords {

    /** Maps know no order, and it is another one in each process. */
    private static final ObjectMapper IN_ORDER = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .addModule(new SimpleModule().addSerializer(JsonPointer.class, ToStringSerializer.instance)).build();

    private final ReadTickets tickets = new ReadTickets();

    /** @param normalize what the connector's kamelet makes of a JSON text; throws {@link RuntimeException} if it fails */
    List<Optional<String>> faults(Connector connector, List<ObjectNode> records, UnaryOperator<String> normalize) {
        Optional<List<Optional<String>>> together = together(connector, records, normalize);
        if (together.isPresent()) {
            return together.get();
        }
        List<Optional<String>> faults = new ArrayList<>();
        for (ObjectNode record : records) {
            faults.add(alone(connector, record, normalize));
        }
        return faults;
    }

    private Optional<List<Optional<String>>> together(Connector connector, List<ObjectNode> records, UnaryOperator<String> normalize) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode().addAll(records);
        try {
            List<Optional<String>> faults = tickets.faults(normalize.apply(all.toString()), connector, now());
            return Optional.of(faults).filter(answers -> answers.size() == records.size());
        } catch (RuntimeException e) {
            // one of them is to blame, and asked alone it says so
            return Optional.empty();
        }
    }

    private Optional<String> alone(Connector connector, ObjectNode record, UnaryOperator<String> normalize) {
        try {
            List<Optional<String>> faults = tickets.faults(normalize.apply(record.toString()), connector, now());
            return faults.isEmpty() ? Optional.of("makes no ticket") : faults.stream().flatMap(Optional::stream).findFirst();
        } catch (UnreadableEventException e) {
            return Optional.of(e.getMessage());
        } catch (RuntimeException e) {
            return Optional.of("kamelet " + connector.tickets().normalize().kamelet() + " fails on it");
        }
    }

    private static ReadTickets.Arrival now() {
        return ReadTickets.Arrival.at(Instant.now());
    }

    /** @param environment finds the value of an environment variable */
    static String reading(Connector connector, Function<String, Optional<String>> environment) {
        TreeMap<String, String> parameters = new TreeMap<>();
        connector.tickets().normalize().parameters().forEach((name, value) -> parameters.put(name, Placeholders.resolve(value, environment)));
        try {
            String text = connector.vendor() + "\n" + connector.tenant() + "\n" + connector.tickets().normalize().kamelet() + "\n" + parameters + "\n"
                + IN_ORDER.writeValueAsString(connector.tickets().mappings());
            return Sha256.hex(text, 16);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("mappings are texts", e);
        }
    }
}
