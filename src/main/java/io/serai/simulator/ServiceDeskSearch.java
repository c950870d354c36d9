package io.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What {@code list_info} of ServiceDesk Plus asks for, as far as it is asked here: criteria joined by AND, and fields.
 *
 * @param info the {@code list_info}
 */
record ServiceDeskSearch(JsonNode info) {

    private static final Set<String> CONDITIONS = Set.of("greater than", "is");
    private static final int MOST_ROWS = 100;

    /** False for what ServiceDesk Plus refuses, and for conditions that are not simulated. */
    boolean isSound() {
        return criteria().stream().allMatch(criterion -> CONDITIONS.contains(criterion.path("condition").asText()))
            && criteria().stream().skip(1).allMatch(criterion -> criterion.path("logical_operator").asText().equals("AND"))
            && info.path("row_count").asInt() <= MOST_ROWS;
    }

    boolean finds(ObjectNode request) {
        return criteria().stream().allMatch(criterion -> meets(request, criterion));
    }

    /** Those fields alone that are asked for; one of the additional fields is named with what they stand in. */
    ObjectNode shown(ObjectNode request) {
        ObjectNode some = JsonNodeFactory.instance.objectNode();
        JsonNode fields = info.path("fields_required");
        fields.forEach(field -> {
            JsonNode value = request.at(pointer(field.asText()));
            if (!value.isMissingNode()) {
                String[] names = field.asText().split("\\.");
                (names.length == 1 ? some : some.withObject("/" + names[0])).set(names[names.length - 1], value.deepCopy());
            }
        });
        return fields.isEmpty() ? request.deepCopy() : some;
    }

    /** When a request was changed last, in milliseconds since 1970. */
    static long changed(ObjectNode request) {
        return request.at("/last_updated_time/value").asLong();
    }

    private List<JsonNode> criteria() {
        JsonNode asked = info.path("search_criteria");
        List<JsonNode> criteria = new ArrayList<>();
        if (asked.isArray()) {
            asked.forEach(criteria::add);
        } else if (!asked.isMissingNode()) {
            criteria.add(asked);
        }
        return criteria;
    }

    private static boolean meets(ObjectNode request, JsonNode criterion) {
        if (criterion.path("condition").asText().equals("greater than")) {
            return changed(request) > criterion.path("value").asLong();
        }
        String value = request.at(pointer(criterion.path("field").asText())).asText();
        return StreamSupport.stream(criterion.path("values").spliterator(), false).anyMatch(one -> one.asText().equals(value));
    }

    private static String pointer(String field) {
        return "/" + field.replace('.', '/');
    }
}
