package io.serai.action;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** The action catalogue. */
public interface Actions {

    Optional<Action> find(String name);

    /** All actions, by name. */
    List<Action> all();

    /**
     * Checks parameters against an action's JSON Schema.
     *
     * @return what is wrong, a sentence each; empty if nothing is
     * @throws IllegalArgumentException if there is no such action
     */
    List<String> violations(String action, JsonNode parameters);
}
