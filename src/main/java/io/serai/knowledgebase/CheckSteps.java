package io.serai.knowledgebase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.serai.action.Action;
import io.serai.action.Actions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Checks the actions that steps name against the catalogue. */
@Component
class CheckSteps {

    private final Actions actions;

    CheckSteps(Actions actions) {
        this.actions = actions;
    }

    /** @throws InvalidArticleException naming the step and the field, if an action is not in the catalogue or its parameters do not pass its schema */
    void check(Kind kind, List<Step> steps) {
        if (kind == Kind.ARTICLE && !steps.isEmpty()) {
            throw new InvalidArticleException("steps", "must be empty: an article has none, a runbook has");
        }
        for (int i = 0; i < steps.size(); i++) {
            check("steps[" + i + "]", steps.get(i));
        }
    }

    private void check(String field, Step step) {
        if (step.action() == null) {
            if (step.parameters() != null && !step.parameters().isNull()) {
                throw new InvalidArticleException(field + ".parameters", "must not be there without an action");
            }
            return;
        }
        Action action = actions.find(step.action())
            .orElseThrow(() -> new InvalidArticleException(field + ".action", "names no action of the catalogue"));
        JsonNode parameters = step.parameters() == null || step.parameters().isNull() ? JsonNodeFactory.instance.objectNode() : step.parameters();
        // what only a ticket can say is filled in when there is one
        Set<String> filledIn = action.parameterSources().entrySet().stream().filter(source -> !source.getValue().isEmpty())
            .map(source -> "parameter " + source.getKey() + " is missing").collect(Collectors.toSet());
        Optional<String> fault = actions.violations(action.name(), parameters).stream().filter(sentence -> !filledIn.contains(sentence)).findFirst();
        fault.ifPresent(sentence -> {
            throw new InvalidArticleException(field + ".parameters", "do not pass the schema of action " + action.name() + ": " + sentence);
        });
    }
}
