package io.serai.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.action.Action.Call;
import io.serai.action.Action.Verification;
import io.serai.home.Fault;
import io.serai.home.HomeFile;
import io.serai.home.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Reads one file of {@code connector-configs/actions/}. Collects all faults of a file, and throws none. */
final class ReadActionFile {

    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final Function<String, Optional<String>> settings;

    /** @param settings the value of a setting or an environment variable by its name; nothing if it is not set */
    ReadActionFile(Function<String, Optional<String>> settings) {
        this.settings = settings;
    }

    ActionFile read(HomeFile file) {
        List<Fault> faults = new ArrayList<>();
        Set<String> needed = new LinkedHashSet<>();
        Optional<Action> action = YamlMap.read(file, faults).flatMap(yaml -> action(file, yaml, needed, faults));
        List<String> missing = needed.stream().filter(name -> settings.apply(name).isEmpty()).toList();
        return new ActionFile(file.stem(), file.origin(), faults.isEmpty() && missing.isEmpty() ? action : Optional.empty(), missing, List.copyOf(faults));
    }

    private Optional<Action> action(HomeFile file, YamlMap yaml, Set<String> needed, List<Fault> faults) {
        yaml.allow("title", "description", "risk", "idempotent", "parameters", "parameterSources", "execute", "verify", "probe", "rollback");
        if (!file.stem().matches("[a-z0-9-]{1,64}")) {
            yaml.fault("title", "the file's name, '" + file.stem() + "', must match [a-z0-9-]{1,64}");
        }
        Optional<String> title = yaml.required("title");
        Optional<String> description = yaml.required("description");
        Optional<Risk> risk = risk(yaml);
        yaml.required("idempotent");
        boolean idempotent = yaml.flag("idempotent", false);
        Optional<JsonNode> parameters = parameters(yaml);
        JsonNode schema = parameters.orElse(null);
        Map<String, List<String>> sources = sources(yaml, schema);
        if (!yaml.has("execute")) {
            yaml.fault("execute", "'execute' is missing");
        }
        Optional<Call> execute = yaml.map("execute").flatMap(call -> call(call, schema, needed, Set.of("POST", "PUT", "PATCH", "DELETE")));
        Optional<Verification> verify = yaml.map("verify").flatMap(check -> verification(check, schema, needed));
        Optional<Verification> probe = yaml.map("probe").flatMap(check -> verification(check, schema, needed));
        Optional<Call> rollback = yaml.map("rollback").flatMap(call -> call(call, schema, needed, Set.of("POST", "PUT", "PATCH", "DELETE")));
        if (yaml.has("rollback") && !yaml.has("verify")) {
            yaml.fault("rollback", "'rollback' needs 'verify': without it nothing tells that there is something to undo");
        }
        if (!faults.isEmpty() || title.isEmpty() || description.isEmpty() || risk.isEmpty() || execute.isEmpty() || schema == null) {
            return Optional.empty();
        }
        return Optional.of(new Action(file.stem(), title.get(), description.get(), risk.get(), idempotent, schema, sources, execute.get(),
            verify.orElse(null), probe.orElse(null), rollback.orElse(null)));
    }

    private static Optional<Risk> risk(YamlMap yaml) {
        try {
            return yaml.required("risk").map(Risk::of);
        } catch (IllegalArgumentException e) {
            yaml.fault("risk", "'risk' is none of safe-write, risky-write, destructive");
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> parameters(YamlMap yaml) {
        Optional<JsonNode> parameters = yaml.json("parameters");
        if (parameters.isEmpty()) {
            yaml.fault("parameters", "'parameters' is missing: a JSON Schema, with no properties if the action takes none");
            return Optional.empty();
        }
        List<String> wrong = ParameterSchema.faults(parameters.get());
        wrong.forEach(message -> yaml.fault("parameters", message));
        return parameters.filter(p -> wrong.isEmpty());
    }

    private static Map<String, List<String>> sources(YamlMap yaml, JsonNode schema) {
        Map<String, List<String>> sources = new LinkedHashMap<>();
        yaml.map("parameterSources").ifPresent(map -> map.keys().forEach(parameter -> {
            if (schema != null && !schema.path("properties").has(parameter)) {
                map.fault(parameter, "'" + parameter + "' is no declared parameter");
            }
            List<String> places = map.texts(parameter);
            places.stream().filter(place -> !place.equals("affectedSystem") && !place.equals("requester.email") && !place.matches("labels\\.\\S{1,200}"))
                .forEach(place -> map.fault(parameter, "'" + place + "' is none of affectedSystem, requester.email, labels.<name>"));
            sources.put(parameter, places);
        }));
        return sources;
    }

    private Optional<Verification> verification(YamlMap yaml, JsonNode schema, Set<String> needed) {
        yaml.allow("method", "url", "token", "timeout", "pointer", "equals", "within");
        Optional<Call> call = request(yaml, schema, needed, Set.of("GET"), "GET");
        Optional<String> pointer = yaml.required("pointer");
        if (pointer.isPresent() && !pointer.get().matches("(/[^/]*){1,32}")) {
            yaml.fault("pointer", "'pointer' must be a JSON pointer such as /state");
        }
        Optional<String> expected = yaml.required("equals");
        Duration within = bounded(yaml, "within", WITHIN, LONGEST_WAIT);
        return call.isPresent() && pointer.isPresent() && expected.isPresent()
            ? Optional.of(new Verification(call.get(), pointer.get(), expected.get(), within)) : Optional.empty();
    }

    private Optional<Call> call(YamlMap yaml, JsonNode schema, Set<String> needed, Set<String> methods) {
        yaml.allow("method", "url", "token", "timeout");
        return request(yaml, schema, needed, methods, "POST");
    }

    private Optional<Call> request(YamlMap yaml, JsonNode schema, Set<String> needed, Set<String> methods, String usual) {
        String method = yaml.text("method").orElse(usual);
        if (!methods.contains(method)) {
            yaml.fault("method", "'method' is none of " + METHODS.stream().filter(methods::contains).sorted().toList() + " here");
        }
        Duration timeout = bounded(yaml, "timeout", Duration.ofSeconds(10), LONGEST_CALL);
        Optional<String> token = yaml.text("token");
        if (token.isPresent() && !Placeholders.isSecret(token.get())) {
            yaml.fault("token", "'token' must be {{env:NAME}}: a secret never stands in a file");
            token = Optional.empty();
        }
        token.flatMap(Placeholders::names).ifPresent(needed::addAll);
        Optional<String> url = yaml.required("url").flatMap(text -> url(yaml, text, schema, needed));
        Optional<String> secret = token;
        return url.map(address -> new Call(method, address, secret.orElse(null), timeout));
    }

    private Optional<String> url(YamlMap yaml, String url, JsonNode schema, Set<String> needed) {
        Optional<Set<String>> names = Placeholders.names(url);
        if (names.isEmpty()) {
            yaml.fault("url", "the only placeholders are {{serai.<setting>}} and {{env:NAME}}");
            return Optional.empty();
        }
        needed.addAll(names.get());
        boolean set = names.get().stream().allMatch(name -> settings.apply(name).isPresent());
        Optional<String> resolved = set ? Optional.of(Placeholders.resolve(url, settings)) : Optional.empty();
        // a file is checked in full even where its settings are missing: they stand for some base address
        Address.faults(resolved.orElseGet(() -> Placeholders.resolve(url, name -> Optional.of("https://unset.invalid"))))
            .forEach(message -> yaml.fault("url", message));
        if (schema != null) {
            Set<String> required = new LinkedHashSet<>();
            StreamSupport.stream(schema.path("required").spliterator(), false).forEach(name -> required.add(name.asText()));
            Address.places(url).stream().filter(place -> !place.equals(Address.EXECUTION) && !required.contains(place))
                .forEach(place -> yaml.fault("url", "{" + place + "} is no required parameter (nor {" + Address.EXECUTION + "}, the idempotency key)"));
        }
        return resolved.or(() -> Optional.of(url));
    }

    private static Duration bounded(YamlMap yaml, String key, Duration usual, Duration most) {
        Duration duration = yaml.duration(key).orElse(usual);
        if (duration.isNegative() || duration.isZero() || duration.compareTo(most) > 0) {
            yaml.fault(key, "'" + key + "' must be more than 0s and at most " + most.toSeconds() + "s");
        }
        return duration;
    }
}
