package io.serai.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.action.Action;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The schema of a model's answer, twice: whole, for our own check, and reduced to what providers accept in strict mode (every property
 * required, no open objects, no lengths or ranges), with one alternative for each action of the catalogue.
 */
final class AnswerSchema {

    private static final String RESOURCE = "/prompts/" + Prompt.NAME + ".schema.json";
    /** Keywords that providers refuse, or may refuse, in strict mode. */
    private static final Set<String> NOT_STRICT =
        Set.of("minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "minimum", "maximum", "maxProperties");
    private static final Set<String> SIMPLE = Set.of("string", "integer", "number", "boolean");

    private AnswerSchema() {
    }

    static JsonNode whole(ObjectMapper json) {
        try (InputStream in = Objects.requireNonNull(AnswerSchema.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return json.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A schema as providers take it in strict mode. */
    static String strict(ObjectMapper json, String schema) {
        try {
            return reduce(json.readTree(schema)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String forModels(ObjectMapper json, Collection<Action> actions) {
        ObjectNode schema = (ObjectNode) reduce(whole(json));
        ArrayNode alternatives = JsonNodeFactory.instance.arrayNode();
        alternatives.addObject().put("type", "null");
        actions.stream().filter(AnswerSchema::offerable).forEach(action -> alternatives.add(alternative(action)));
        ((ObjectNode) schema.get("properties")).putObject("proposedAction").set("anyOf", alternatives);
        return schema.toString();
    }

    /** The parameters that an analyst has to find, by name: those without sources in the ticket; type, choice and description only. */
    static Map<String, ObjectNode> freeParameters(Action action) {
        Map<String, ObjectNode> free = new LinkedHashMap<>();
        action.parameters().path("properties").fields().forEachRemaining(property -> {
            boolean sourced = !action.parameterSources().getOrDefault(property.getKey(), List.of()).isEmpty();
            if (!sourced && SIMPLE.contains(property.getValue().path("type").asText())) {
                ObjectNode node = JsonNodeFactory.instance.objectNode().put("type", property.getValue().get("type").asText());
                List.of("enum", "description").stream().filter(property.getValue()::has)
                    .forEach(keyword -> node.set(keyword, property.getValue().get(keyword)));
                free.put(property.getKey(), node);
            }
        });
        return free;
    }

    /** False if an analyst would have to find a value that is not plain. */
    private static boolean offerable(Action action) {
        return required(action).stream().filter(name -> action.parameterSources().getOrDefault(name, List.of()).isEmpty())
            .allMatch(freeParameters(action)::containsKey);
    }

    static List<String> required(Action action) {
        return StreamSupport.stream(action.parameters().path("required").spliterator(), false).map(JsonNode::asText).toList();
    }

    private static ObjectNode alternative(Action action) {
        ObjectNode alternative = closed();
        ObjectNode properties = (ObjectNode) alternative.get("properties");
        properties.putObject("name").put("type", "string").putArray("enum").add(action.name());
        ObjectNode parameters = closed();
        freeParameters(action).forEach((name, parameter) -> {
            if (!required(action).contains(name)) {
                String type = parameter.get("type").asText();
                parameter.putArray("type").add(type).add("null");
                if (parameter.has("enum")) {
                    ((ArrayNode) parameter.set("enum", parameter.get("enum").deepCopy()).get("enum")).addNull();
                }
            }
            ((ObjectNode) parameters.get("properties")).set(name, parameter);
            ((ArrayNode) parameters.get("required")).add(name);
        });
        properties.set("parameters", parameters);
        ((ArrayNode) alternative.get("required")).add("name").add("parameters");
        return alternative;
    }

    private static ObjectNode closed() {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("type", "object").put("additionalProperties", false);
        node.putArray("required");
        node.putObject("properties");
        return node;
    }

    private static JsonNode reduce(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            object.remove(NOT_STRICT);
            object.forEach(AnswerSchema::reduce);
        }
        return schema;
    }
}
