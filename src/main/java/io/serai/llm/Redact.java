package io.serai.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.language.Shortened;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Takes secrets and personal data out of what is kept of calls of models, and, unless that is switched off, personal data out of what is sent to them
 * (secrets never are). By the rules of {@code serai.llm.redaction}; in time that grows with the text alone. Stateless, safe for concurrent use.
 */
@Component
class Redact implements PersonalData {

    /** Longest text that is looked through, and longest that is kept, in characters. */
    private static final int READ = 200_000;
    private static final int KEPT = 64 * 1024;

    private final List<RedactionRule> rules;
    private final boolean send;

    @Autowired
    Redact(LlmProperties properties) {
        this(properties.redaction());
    }

    Redact(LlmProperties.Redaction settings) {
        this.rules = Stream.concat(settings.rules().stream().sorted().distinct().map(LlmProperties.Redaction.Rule::rule),
            settings.patterns().stream().map(own -> RedactionRule.own(own.name(), own.pattern()))).toList();
        this.send = settings.send();
    }

    /** A text as it may be kept: at most 64 Ki characters, all of which a database can hold. */
    String kept(String text) {
        String bounded = Shortened.to(text, READ).replaceAll("[\\x00\\p{Cs}]", "?");
        return Shortened.to(personal(Secrets.blank(bounded)), KEPT);
    }

    @Override
    public ObjectNode removed(ObjectNode document) {
        return send ? (ObjectNode) removed("", document) : document;
    }

    private JsonNode removed(String name, JsonNode node) {
        if (node.isTextual() && !name.equals("id")) {
            return JsonNodeFactory.instance.textNode(personal(node.asText()));
        } else if (node instanceof ObjectNode object) {
            ObjectNode clean = JsonNodeFactory.instance.objectNode();
            object.fields().forEachRemaining(field -> clean.set(field.getKey(), removed(field.getKey(), field.getValue())));
            return clean;
        } else if (node instanceof ArrayNode array) {
            ArrayNode clean = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> clean.add(removed(name, element)));
            return clean;
        }
        return node;
    }

    private String personal(String text) {
        String clean = text;
        for (RedactionRule rule : rules) {
            clean = rule.apply(clean);
        }
        return clean;
    }
}
