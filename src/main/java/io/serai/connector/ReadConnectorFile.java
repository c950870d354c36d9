package io.serai.connector;

import io.serai.connector.Connector.Authentication;
import io.serai.connector.Connector.Hook;
import io.serai.connector.Connector.Step;
import io.serai.home.Fault;
import io.serai.home.HomeFile;
import io.serai.home.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads one file of {@code connector-configs/}. Collects all faults of a file, and throws none. */
final class ReadConnectorFile {

    private static final Duration DUPLICATE_WINDOW = Duration.ofHours(1);

    private final Map<String, Kamelet> kamelets;
    private final Function<String, Optional<String>> environment;

    ReadConnectorFile(Map<String, Kamelet> kamelets, Function<String, Optional<String>> environment) {
        this.kamelets = Map.copyOf(kamelets);
        this.environment = environment;
    }

    ConnectorFile read(HomeFile file) {
        List<Fault> faults = new ArrayList<>();
        Set<String> needed = new LinkedHashSet<>();
        Optional<Connector> connector = YamlMap.read(file, faults).map(yaml -> connector(file, yaml, needed, faults)).filter(c -> faults.isEmpty());
        List<String> missing = needed.stream().filter(name -> environment.apply(name).isEmpty()).toList();
        return new ConnectorFile(file.stem(), file.origin(), connector, missing, List.copyOf(faults));
    }

    private Connector connector(HomeFile file, YamlMap yaml, Set<String> needed, List<Fault> faults) {
        yaml.allow("connector", "vendor", "tenant", "description", "enabledBy", "autoRemediation", "hook", "poll", "normalize", "writeBack", "ownUser");
        String name = yaml.required("connector").orElse(file.stem());
        if (!name.matches("[a-z0-9-]{1,64}")) {
            yaml.fault("connector", "'connector' must match [a-z0-9-]{1,64}");
        } else if (!name.equals(file.stem())) {
            yaml.fault("connector", "'connector' must be the file's name, " + file.stem());
        }
        String vendor = yaml.required("vendor").orElse("none");
        if (!vendor.matches("[a-z0-9-]{1,64}")) {
            yaml.fault("vendor", "'vendor' must match [a-z0-9-]{1,64}");
        }
        String tenant = yaml.text("tenant").orElse("default");
        if (!tenant.matches("[a-z0-9-]{1,64}")) {
            yaml.fault("tenant", "'tenant' must match [a-z0-9-]{1,64}");
        }
        yaml.texts("enabledBy").forEach(variable -> {
            if (!variable.matches("[A-Z][A-Z0-9_]{0,99}")) {
                yaml.fault("enabledBy", "'enabledBy' must list names of environment variables");
            }
            needed.add(variable);
        });
        Optional<YamlMap> hook = yaml.map("hook");
        hook.ifPresent(map -> checkHook(map, needed));
        Step poll = step(yaml, "poll", "source", "-source", needed);
        Step normalize = step(yaml, "normalize", "action", "-action", needed);
        Step writeBack = step(yaml, "writeBack", "sink", "-sink", needed);
        Optional<String> ownUser = yaml.text("ownUser");
        ownUser.ifPresent(user -> checkPlaceholders(yaml, "ownUser", user, needed));
        if (normalize == null && !yaml.has("normalize")) {
            yaml.fault("normalize", "'normalize' is missing: it names the kamelet that turns a raw event into tickets");
        }
        boolean autoRemediation = autoRemediation(yaml);
        String description = yaml.required("description").orElse("");
        Optional<Hook> door = hook.map(this::readHook);
        if (!faults.isEmpty() || normalize == null) {
            return null;
        }
        if (needed.stream().anyMatch(variable -> environment.apply(variable).isEmpty())) {
            return new Connector(name, vendor, tenant, description, autoRemediation, null, null, normalize, null, null);
        }
        return new Connector(name, vendor, tenant, description, autoRemediation, door.orElse(null), poll, normalize, writeBack,
            ownUser.map(user -> Placeholders.resolve(user, environment)).orElse(null));
    }

    /** True, false, or a placeholder with a default that becomes one of them. */
    private boolean autoRemediation(YamlMap yaml) {
        Optional<String> text = yaml.text("autoRemediation");
        if (text.isEmpty() || Placeholders.isLiteral(text.get())) {
            return yaml.flag("autoRemediation", false);
        }
        if (Placeholders.fault(text.get()).isPresent() || !Placeholders.needed(text.get()).isEmpty()) {
            yaml.fault("autoRemediation", "'autoRemediation' must be true, false, or {{env:NAME:false}}");
            return false;
        }
        String value = Placeholders.resolve(text.get(), environment);
        if (!value.equals("true") && !value.equals("false")) {
            yaml.fault("autoRemediation", "'autoRemediation' must be true or false, and the variable it names is neither");
        }
        return value.equals("true");
    }

    private void checkHook(YamlMap hook, Set<String> needed) {
        hook.allow("authentication", "header", "secret", "signaturePrefix", "idempotencyKey", "allowedHeaders", "duplicateWindow");
        Optional<String> authentication = hook.required("authentication");
        if (authentication.isPresent() && authentication(hook).isEmpty()) {
            hook.fault("authentication", "'authentication' must be one of secret-header, hmac-sha256, none");
        }
        boolean open = authentication(hook).filter(a -> a == Authentication.NONE).isPresent();
        if (!open) {
            hook.required("header");
            hook.required("secret").ifPresent(secret -> {
                if (!Placeholders.isSecretReference(secret)) {
                    hook.fault("secret", "a secret never stands in a file: write {{env:NAME}} and set NAME in the environment");
                }
                needed.addAll(Placeholders.needed(secret));
            });
        } else if (hook.has("secret") || hook.has("header")) {
            hook.fault("authentication", "with 'authentication: none' there is no header and no secret");
        }
        hook.text("header").ifPresent(header -> checkHeaderName(hook, "header", header));
        hook.texts("allowedHeaders").forEach(header -> checkHeaderName(hook, "allowedHeaders", header));
        hook.duration("duplicateWindow").ifPresent(window -> {
            if (window.isNegative() || window.isZero() || window.compareTo(Duration.ofDays(30)) > 0) {
                hook.fault("duplicateWindow", "'duplicateWindow' must be between 1s and 30d");
            }
        });
        hook.map("idempotencyKey").ifPresent(key -> {
            key.allow("header", "pointers");
            key.text("header").ifPresent(header -> checkHeaderName(key, "header", header));
            key.texts("pointers").stream().filter(pointer -> !pointer.matches("/.{1,199}")).findFirst()
                .ifPresent(pointer -> key.fault("pointers", "'pointers' must be JSON pointers such as /id"));
            if (key.has("header") == key.has("pointers")) {
                hook.fault("idempotencyKey", "'idempotencyKey' takes either 'header' or 'pointers'");
            }
        });
    }

    private static void checkHeaderName(YamlMap yaml, String key, String header) {
        if (!header.matches("[A-Za-z0-9-]{1,100}") || header.regionMatches(true, 0, "camel", 0, 5)) {
            yaml.fault(key, "'" + key + "' must be names of HTTP headers, letters, digits and '-', not beginning with 'Camel'");
        }
    }

    private static Optional<Authentication> authentication(YamlMap hook) {
        return hook.text("authentication").flatMap(text -> switch (text) {
            case "secret-header" -> Optional.of(Authentication.SECRET_HEADER);
            case "hmac-sha256" -> Optional.of(Authentication.HMAC_SHA256);
            case "none" -> Optional.of(Authentication.NONE);
            default -> Optional.empty();
        });
    }

    /** @return {@code null} where the secret is not set: the connector is off then */
    private Hook readHook(YamlMap hook) {
        Authentication authentication = authentication(hook).orElse(null);
        Optional<String> secret = hook.text("secret").filter(Placeholders::isSecretReference)
            .flatMap(text -> environment.apply(Placeholders.needed(text).iterator().next()));
        Optional<String> header = hook.text("header").map(ReadConnectorFile::lower);
        if (authentication == null || authentication != Authentication.NONE && (secret.isEmpty() || header.isEmpty())) {
            return null;
        }
        Optional<YamlMap> key = hook.map("idempotencyKey");
        return new Hook(authentication, header.orElse(null), secret.orElse(null), hook.text("signaturePrefix").orElse(""),
            key.flatMap(map -> map.text("header")).map(ReadConnectorFile::lower).orElse(null),
            key.map(map -> map.texts("pointers")).orElse(List.of()),
            hook.texts("allowedHeaders").stream().map(ReadConnectorFile::lower).toList(),
            hook.duration("duplicateWindow").orElse(DUPLICATE_WINDOW));
    }

    private static String lower(String header) {
        return header.toLowerCase(Locale.ROOT);
    }

    private Step step(YamlMap yaml, String key, String kind, String suffix, Set<String> needed) {
        Optional<YamlMap> found = yaml.map(key);
        if (found.isEmpty()) {
            return null;
        }
        YamlMap step = found.get();
        step.allow(kind, "parameters");
        Optional<String> name = step.required(kind);
        if (name.isEmpty()) {
            return null;
        }
        Kamelet kamelet = kamelets.get(name.get());
        if (kamelet == null || !name.get().endsWith(suffix)) {
            step.fault(kind, "there is no kamelet '" + name.get() + "'" + kamelets.keySet().stream().filter(other -> other.endsWith(suffix)).sorted()
                .reduce((a, b) -> a + ", " + b).map(known -> "; known are " + known).orElse(""));
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        step.map("parameters").ifPresent(map -> map.keys().forEach(parameter -> {
            Kamelet.Property property = kamelet.properties().get(parameter);
            if (property == null || parameter.equals(Kamelet.CONNECTOR)) {
                map.fault(parameter, "kamelet " + kamelet.name() + " takes no parameter '" + parameter + "'");
                return;
            }
            map.text(parameter).ifPresent(value -> {
                checkParameter(map, parameter, property, value, needed);
                parameters.put(parameter, value);
            });
        }));
        kamelet.required().stream().sorted().filter(parameter -> !parameter.equals(Kamelet.CONNECTOR) && !parameters.containsKey(parameter))
            .forEach(parameter -> step.fault(kind, "kamelet " + kamelet.name() + " needs the parameter '" + parameter + "'"));
        if (kamelet.properties().containsKey(Kamelet.CONNECTOR)) {
            yaml.text("connector").ifPresent(connector -> parameters.put(Kamelet.CONNECTOR, connector));
        }
        return new Step(kamelet.name(), parameters);
    }

    private void checkParameter(YamlMap map, String parameter, Kamelet.Property property, String value, Set<String> needed) {
        if (property.secret() && !Placeholders.isSecretReference(value)) {
            map.fault(parameter, "'" + parameter + "' is a secret: write {{env:NAME}} and set NAME in the environment");
            return;
        }
        checkPlaceholders(map, parameter, value, needed);
        if (Placeholders.isLiteral(value)) {
            property.fault(value).ifPresent(fault -> map.fault(parameter, "'" + parameter + "' " + fault));
        }
    }

    private static void checkPlaceholders(YamlMap map, String key, String value, Set<String> needed) {
        Placeholders.fault(value).ifPresent(fault -> map.fault(key, fault));
        needed.addAll(Placeholders.needed(value));
    }
}
