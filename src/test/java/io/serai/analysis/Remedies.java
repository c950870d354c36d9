package io.serai.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.serai.action.Action;
import io.serai.action.Actions;
import io.serai.action.Risk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An action catalogue in memory, for tests: {@code restart-service}, {@code clear-cache} and {@code unlock-account}. */
final class Remedies implements Actions {

    private final Map<String, Action> actions = new TreeMap<>();

    Remedies(Action... actions) {
        for (Action action : actions) {
            this.actions.put(action.name(), action);
        }
    }

    static Remedies usual() {
        return new Remedies(
            action("restart-service", """
                {"type":"object","additionalProperties":false,"required":["host","service"],"properties":{
                 "host":{"type":"string","pattern":"^[a-z0-9.-]{1,100}$"},"service":{"type":"string","pattern":"^[a-z0-9-]{1,64}$"}}}""",
                Map.of("host", List.of("affectedSystem", "labels.host"), "service", List.of("labels.service"))),
            action("clear-cache", """
                {"type":"object","additionalProperties":false,"required":["host","scope"],"properties":{
                 "host":{"type":"string","pattern":"^[a-z0-9.-]{1,100}$"},"scope":{"type":"string","enum":["pages","sessions"],"description":"What to clear"},
                 "ttl":{"type":"integer","minimum":1,"maximum":60}}}""",
                Map.of("host", List.of("affectedSystem"))),
            action("unlock-account", """
                {"type":"object","additionalProperties":false,"required":["email"],"properties":{"email":{"type":"string","pattern":"^[^@ ]+@example[.]com$"}}}""",
                Map.of("email", List.of("requester.email"))));
    }

    static Action action(String name, String schema, Map<String, List<String>> sources) {
        return new Action(name, name, "Does " + name, Risk.SAFE_WRITE, true, json(schema), sources,
            new Action.Call("POST", "http://ops.example.com/" + name, null, null), null, null, null);
    }

    @Override
    public Optional<Action> find(String name) {
        return Optional.ofNullable(actions.get(name));
    }

    @Override
    public List<Action> all() {
        return List.copyOf(actions.values());
    }

    @Override
    public List<String> violations(String action, JsonNode parameters) {
        Action found = find(action).orElseThrow(() -> new IllegalArgumentException("no action " + action));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(found.parameters()).validate(parameters).stream()
            .map(ValidationMessage::getMessage).toList();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
