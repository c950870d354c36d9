package io.serai.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.demo.OperationsSystems.Effect;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The API of the simulated operations endpoint: bearer token, idempotency keys, and now and then no time or a fall. */
@Component("serveOperations")
@Profile("demo")
class OperationsServe {

    /** What can be done: method, path, effect, the state it leads to. */
    private static final List<Operation> OPERATIONS = List.of(
        new Operation("POST", Pattern.compile("/hosts/([^/]+)/services/([^/]+)/restart"), "restart", "running"),
        new Operation("POST", Pattern.compile("/services/([^/]+)/cache/clear"), "clear", "cleared"),
        new Operation("POST", Pattern.compile("/accounts/([^/]+)/unlock"), "unlock", "active"),
        new Operation("POST", Pattern.compile("/accounts/([^/]+)/lock"), "lock", "locked"),
        new Operation("POST", Pattern.compile("/hosts/([^/]+)/volumes/expand"), "expand", "healthy"));
    private static final List<Question> QUESTIONS = List.of(
        new Question(Pattern.compile("/hosts/([^/]+)/services/([^/]+)"), "stopped"),
        new Question(Pattern.compile("/services/([^/]+)/cache"), "filled"),
        new Question(Pattern.compile("/accounts/([^/]+)"), "locked"),
        new Question(Pattern.compile("/hosts/([^/]+)/volumes"), "full"));
    private static final Pattern CALL = Pattern.compile("/calls/([^/]+)");
    private static final Pattern EXPANSION = Pattern.compile("/hosts/([^/]+)/expansions/([^/]+)");

    private final OperationsSystems systems;
    private final DemoFaults faults;
    private final ObjectMapper json;
    private final Environment environment;

    private record Operation(String method, Pattern path, String what, String state) {
    }

    private record Question(Pattern path, String otherwise) {
    }

    OperationsServe(OperationsSystems systems, DemoFaults faults, ObjectMapper json, Environment environment) {
        this.systems = systems;
        this.faults = faults;
        this.json = json;
        this.environment = environment;
    }

    /**
     * Answers one call.
     *
     * @param uri the request's path, as it was sent
     */
    public DemoAnswer serve(@Header(Exchange.HTTP_METHOD) String method, @Header(Exchange.HTTP_URI) String uri, @Header(Exchange.HTTP_QUERY) String query,
                            @Header("Authorization") String authorization, @Header("Idempotency-Key") String key) {
        String path = uri.replaceFirst("^.*?/demo/operations", "");
        if (path.equals("/effects") && "GET".equals(method)) {
            return effects();
        }
        if (!("Bearer " + environment.getRequiredProperty("SERAI_OPERATIONS_TOKEN")).equals(authorization)) {
            return DemoAnswer.of(401, "{\"error\":\"a bearer token is needed\"}");
        }
        Optional<DemoAnswer> fault = faults.next();
        if (fault.isPresent()) {
            return fault.get();
        }
        if ("GET".equals(method)) {
            return ask(path, query);
        }
        return key == null || key.isBlank() ? DemoAnswer.of(400, "{\"error\":\"Idempotency-Key is missing\"}") : operate(method, path, query, key);
    }

    private DemoAnswer operate(String method, String path, String query, String key) {
        Matcher expansion = EXPANSION.matcher(path);
        if (method.equals("DELETE") && expansion.matches()) {
            return systems.find(expansion.group(2)).filter(effect -> effect.what().equals("expand"))
                .map(effect -> done(systems.once(key, "shrink", effect.system(), "full"))).orElseGet(() -> DemoAnswer.of(404, "{\"error\":\"no such expansion\"}"));
        }
        return OPERATIONS.stream().filter(operation -> operation.method().equals(method)).flatMap(operation -> {
            Matcher matcher = operation.path().matcher(path);
            return matcher.matches() ? Optional.of(done(systems.once(key, operation.what(), system(path.substring(0, path.lastIndexOf('/')), query),
                operation.state()))).stream() : Optional.<DemoAnswer>empty().stream();
        }).findFirst().orElseGet(() -> DemoAnswer.of(404, "{\"error\":\"no such operation\"}"));
    }

    private DemoAnswer ask(String path, String query) {
        Matcher call = CALL.matcher(path);
        if (call.matches()) {
            return DemoAnswer.ok(json.createObjectNode().put("outcome", systems.find(call.group(1)).isPresent() ? "done" : "none").toString());
        }
        return QUESTIONS.stream().filter(question -> question.path().matcher(path).matches()).findFirst()
            .map(question -> DemoAnswer.ok(json.createObjectNode().put("state", systems.state(system(path, query), question.otherwise())).toString()))
            .orElseGet(() -> DemoAnswer.of(404, "{\"error\":\"no such system\"}"));
    }

    private DemoAnswer effects() {
        ObjectNode answer = json.createObjectNode();
        List<Effect> effects = systems.effects();
        answer.put("total", effects.size()).put("keys", effects.stream().map(Effect::key).distinct().count()).put("repeats", systems.repeats());
        ArrayNode rows = answer.putArray("effects");
        effects.forEach(effect -> rows.addObject().put("key", effect.key()).put("what", effect.what()).put("system", effect.system())
            .put("at", effect.at().toString()));
        return DemoAnswer.ok(answer.toString());
    }

    private DemoAnswer done(Effect effect) {
        return DemoAnswer.ok(json.createObjectNode().put("outcome", "done").put("key", effect.key()).toString());
    }

    private static String system(String path, String query) {
        return URLDecoder.decode(query == null ? path : path + "?" + query, StandardCharsets.UTF_8);
    }
}
