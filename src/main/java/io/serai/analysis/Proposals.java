package io.serai.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.action.Action;
import io.serai.action.Actions;
import io.serai.knowledge.Evidence;
import io.serai.ticket.Ticket;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Fills in what an action needs. A parameter that has sources is filled from the ticket's fields and from nothing else, so that neither free
 * text nor a model can choose the target of an action.
 */
final class Proposals {

    private static final String LABEL = "labels.";

    private final Actions actions;

    Proposals(Actions actions) {
        this.actions = actions;
    }

    /** The first action that the evidence names, is in the catalogue, and can be filled from the ticket alone. */
    Optional<Analysis.Proposal> from(Evidence evidence, Ticket ticket) {
        return evidence.actions().stream().map(actions::find).flatMap(Optional::stream)
            .map(action -> fill(action, ticket, JsonNodeFactory.instance.objectNode())).flatMap(Optional::stream).findFirst();
    }

    /**
     * @param free an analyst's values for the parameters without sources
     * @return the action with all its parameters, if they pass its schema
     */
    Optional<Analysis.Proposal> fill(Action action, Ticket ticket, ObjectNode free) {
        ObjectNode parameters = free.deepCopy();
        action.parameters().path("properties").fields().forEachRemaining(property -> {
            List<String> sources = action.parameterSources().getOrDefault(property.getKey(), List.of());
            if (!sources.isEmpty()) {
                parameters.remove(property.getKey());
                sources.stream().map(source -> value(source, ticket)).flatMap(Optional::stream).findFirst()
                    .ifPresent(text -> parameters.set(property.getKey(), typed(text, property.getValue())));
            } else if (!parameters.has(property.getKey())) {
                preset(property.getValue()).ifPresent(value -> parameters.set(property.getKey(), value));
            }
        });
        return actions.violations(action.name(), parameters).isEmpty()
            ? Optional.of(new Analysis.Proposal(action.name(), parameters)) : Optional.empty();
    }

    /** True if the ticket has a value for each required parameter that only a ticket may fill. */
    boolean fillable(Action action, Ticket ticket) {
        return AnswerSchema.required(action).stream().map(name -> action.parameterSources().getOrDefault(name, List.of()))
            .filter(sources -> !sources.isEmpty())
            .allMatch(sources -> sources.stream().anyMatch(source -> value(source, ticket).isPresent()));
    }

    private static Optional<String> value(String source, Ticket ticket) {
        if (source.startsWith(LABEL)) {
            return ticket.label(source.substring(LABEL.length()));
        }
        return Optional.ofNullable(switch (source) {
            case "affectedSystem" -> ticket.affectedSystem();
            case "requester.email" -> ticket.requester() == null ? null : ticket.requester().email();
            case "requester.name" -> ticket.requester() == null ? null : ticket.requester().name();
            case "source.externalId" -> ticket.source().externalId();
            default -> null;
        });
    }

    /** A ticket's fields are texts; a number or a truth value is read from one only where it is written plainly. */
    private static JsonNode typed(String text, JsonNode schema) {
        String type = schema.path("type").asText();
        if ("integer".equals(type) && text.matches("-?\\d{1,18}")) {
            return JsonNodeFactory.instance.numberNode(new BigInteger(text).longValue());
        }
        if ("number".equals(type) && text.matches("-?\\d{1,15}(\\.\\d{1,9})?")) {
            return JsonNodeFactory.instance.numberNode(Double.parseDouble(text));
        }
        if ("boolean".equals(type) && text.matches("true|false")) {
            return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text));
        }
        return JsonNodeFactory.instance.textNode(text);
    }

    private static Optional<JsonNode> preset(JsonNode schema) {
        return Optional.ofNullable(schema.get("const")).or(() -> Optional.ofNullable(schema.get("default"))).filter(Objects::nonNull);
    }
}
