package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what a vendor says in one field into one of our words.
 *
 * @param field  where the vendor says it
 * @param words  our words by the vendor's values; these compare as text, exactly or, where that finds none, without regard to case
 * @param folded the same by the values in lower case
 */
record ValueMap(Pointers field, Map<String, String> words, Map<String, String> folded) {

    static ValueMap of(Pointers field, Map<String, String> words) {
        Map<String, String> folded = new LinkedHashMap<>();
        words.forEach((value, word) -> folded.putIfAbsent(value.toLowerCase(Locale.ROOT), word));
        return new ValueMap(field, Map.copyOf(words), Map.copyOf(folded));
    }

    /** @return our word for the first of the field's values that has one */
    Optional<String> word(JsonNode record) {
        return field.values(record).stream()
            .flatMap(value -> Optional.ofNullable(words.get(value)).or(() -> Optional.ofNullable(folded.get(value.toLowerCase(Locale.ROOT)))).stream())
            .findFirst();
    }
}
