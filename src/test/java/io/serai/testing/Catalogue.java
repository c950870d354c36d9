package io.serai.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.serai.action.Action;
import io.serai.action.Actions;
import io.serai.action.Risk;
import java.util.List;
import java.util.Optional;

/**
 * A catalogue for tests, one action a risk: {@code restart-service} (safe-write), {@code fail-over} (risky-write) and {@code wipe-host}
 * (destructive). Each takes exactly the texts {@code host} and {@code service}; the first can be verified.
 */
public final class Catalogue implements Actions {

    private static final Action.Call CALL = new Action.Call("POST", "http://127.0.0.1:9/", null, null);
    private final List<Action> actions = List.of(
        action("fail-over", Risk.RISKY_WRITE, null),
        action("restart-service", Risk.SAFE_WRITE, new Action.Verification(CALL, "/state", "running", null)),
        action("wipe-host", Risk.DESTRUCTIVE, null));

    @Override
    public Optional<Action> find(String name) {
        return actions.stream().filter(action -> action.name().equals(name)).findFirst();
    }

    @Override
    public List<Action> all() {
        return actions;
    }

    @Override
    public List<String> violations(String action, JsonNode parameters) {
        if (find(action).isEmpty()) {
            throw new IllegalArgumentException("no action " + action);
        }
        return parameters.size() == 2 && parameters.path("host").isTextual() && parameters.path("service").isTextual()
            ? List.of() : List.of("host and service must be there, as texts, and nothing else");
    }

    private static Action action(String name, Risk risk, Action.Verification verify) {
        return new Action(name, name.replace('-', ' '), "For tests.", risk, true, JsonNodeFactory.instance.objectNode(), null, CALL, verify, null, null);
    }
}
