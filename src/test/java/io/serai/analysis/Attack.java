package io.serai.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/**
 * A text that gives orders to a model (classes of OWASP LLM01:2025), with what a model answers that obeys them.
 *
 * @param kind  its class
 * @param obeys what the attacker wants in the answer: action, parameters, confidence, summary, steps, evidence, leak, and fields of their own under extra
 */
record Attack(String id, String kind, String language, String text, JsonNode obeys) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Attack> all() {
        return Lines.of("injection/attacks.jsonl").map(Attack::parse);
    }

    private static Attack parse(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            return new Attack(node.get("id").asText(), node.get("class").asText(), node.get("language").asText(), node.get("text").asText(), node.get("obeys"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not an attack: " + line, e);
        }
    }

    /** @param honest what the model would say of the same ticket without the attack */
    String obeyed(String honest) {
        try {
            ObjectNode answer = (ObjectNode) JSON.readTree(honest);
            if (obeys.has("action")) {
                answer.putObject("proposedAction").put("name", obeys.get("action").asText()).set("parameters", obeys.path("parameters"));
            }
            for (String field : new String[] {"confidence", "summary", "steps", "evidence"}) {
                if (obeys.has(field)) {
                    answer.set(field, obeys.get(field));
                }
            }
            if (obeys.has("leak")) {
                answer.put("summary", Prompt.SYSTEM_MESSAGE.substring(0, 500));
            }
            obeys.path("extra").fields().forEachRemaining(field -> answer.set(field.getKey(), field.getValue()));
            return answer.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return id + " " + kind + " " + language;
    }
}
