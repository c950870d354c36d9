package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What a connector's file reads otherwise than its kamelet does. Where it finds nothing in a record, the kamelet's reading stands.
 *
 * @param words  of the ticket's fields with a closed set of words ({@code priority}, …), by field
 * @param texts  where the ticket's other fields stand ({@code title}, …), by field
 * @param labels where labels stand, by name
 */
record Mapping(Map<String, ValueMap> words, Map<String, Pointers> texts, Map<String, Pointers> labels) {

    static final Mapping NONE = new Mapping(Map.of(), Map.of(), Map.of());

    Mapping {
        words = Map.copyOf(words);
        texts = Map.copyOf(texts);
        labels = Map.copyOf(labels);
    }

    boolean isNone() {
        return words.isEmpty() && texts.isEmpty() && labels.isEmpty();
    }

    /** @param ticket as the kamelet made it of the record; is changed */
    void apply(JsonNode record, ObjectNode ticket) {
        words.forEach((field, map) -> map.word(record).ifPresent(word -> ticket.put(field, word)));
        texts.forEach((field, places) -> places.joined(record).ifPresent(text -> ticket.put(field, text)));
        if (!labels.isEmpty()) {
            ObjectNode all = ticket.path("labels") instanceof ObjectNode given ? given : ticket.putObject("labels");
            labels.forEach((name, places) -> places.joined(record).ifPresent(text -> all.put(name, text)));
        }
    }
}
