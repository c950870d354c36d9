package io.serai.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The JSON Schema (2020-12) of an action's parameters, and the rules that hold for the parameters of every action: texts of at most
 * {@value #TEXT} characters without control characters, so that nothing can break out of a header, a log line or a URL.
 */
final class ParameterSchema {

    /** Longest text that a parameter may hold, in characters. */
    static final int TEXT = 1_000;

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder().build();
    private static final Set<String> FOREIGN = Set.of("$ref", "$dynamicRef", "$recursiveRef", "$schema", "$id", "$defs", "definitions");

    private final JsonSchema schema;

    ParameterSchema(JsonNode schema) {
        this.schema = FACTORY.getSchema(schema, CONFIG);
    }

    /** @return what is wrong with a schema, a sentence each; a schema at fault must not be used */
    static List<String> faults(JsonNode schema) {
        List<String> faults = new ArrayList<>();
        if (!schema.isObject()) {
            return List.of("'parameters' must be a JSON Schema");
        }
        if (!"object".equals(schema.path("type").asText())) {
            faults.add("'parameters' must have 'type: object'");
        }
        if (!schema.path("additionalProperties").isBoolean() || schema.path("additionalProperties").booleanValue()) {
            faults.add("'parameters' must have 'additionalProperties: false', so that nothing undeclared is passed on");
        }
        FOREIGN.stream().sorted().filter(key -> schema.findValue(key) != null)
            .forEach(key -> faults.add("'parameters' must not use " + key + ": write the schema out"));
        if (faults.isEmpty()) {
            FACTORY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema")).validate(schema).stream()
                .map(ValidationMessage::getMessage).forEach(message -> faults.add("'parameters' is no JSON Schema: " + message));
        }
        return faults;
    }

    /** @return what is wrong with parameters, a sentence each; never their values */
    List<String> violations(JsonNode parameters) {
        if (!parameters.isObject()) {
            return List.of("the parameters are no JSON object");
        }
        List<String> general = new ArrayList<>();
        checkTexts("", parameters, general);
        return general.isEmpty() ? schema.validate(parameters).stream().map(ParameterSchema::sentence).distinct().toList() : general;
    }

    private static String sentence(ValidationMessage message) {
        String place = message.getInstanceLocation().toString().replaceFirst("^[$./]+", "");
        String rule = message.getType();
        return switch (rule) {
            case "required" -> "parameter " + message.getProperty() + " is missing";
            case "additionalProperties" -> "parameter " + message.getProperty() + " is not declared";
            default -> "parameter " + place + " violates the schema's " + rule;
        };
    }

    private static void checkTexts(String place, JsonNode node, List<String> faults) {
        if (node.isTextual()) {
            String text = node.textValue();
            if (text.length() > TEXT) {
                faults.add("parameter " + place + " is longer than " + TEXT + " characters");
            } else if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029
                || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                faults.add("parameter " + place + " holds a control character");
            }
        }
        Iterator<String> names = node.fieldNames();
        Stream.iterate(0, i -> i + 1).limit(node.isArray() ? node.size() : 0).forEach(i -> checkTexts(place + "[" + i + "]", node.get(i), faults));
        while (names.hasNext()) {
            String name = names.next();
            String inner = name.matches("[A-Za-z0-9_-]{1,64}") ? name : "?";
            checkTexts(place.isEmpty() ? inner : place + "." + inner, node.get(name), faults);
        }
    }
}
