package io.serai.connector;

import io.serai.connector.Auth.Kind;
import io.serai.home.YamlMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads {@code auth:} of a connector's file: how calls to the system are authorised. Of its sections only the one in use has to have its variables. */
final class ReadAuth {

    private static final Map<String, Kind> KINDS = Map.of("basic", Kind.BASIC, "api-key", Kind.API_KEY, "oauth2", Kind.OAUTH2,
        "token-login", Kind.TOKEN_LOGIN, "none", Kind.NONE);
    private static final Map<String, List<String>> FIELDS = Map.of("basic", List.of("username", "password"), "api-key", List.of("header", "key", "prefix", "secondHeader", "secondKey"),
        "oauth2", List.of("grant", "tokenUrl", "clientId", "clientSecret", "clientAuth", "scope", "audience", "username", "password", "refreshToken", "prefix"),
        "token-login", List.of("loginUrl", "username", "password", "prefix", "lifetime"), "none", List.of());
    private static final Map<String, List<String>> REQUIRED = Map.of("basic", List.of("username", "password"), "api-key", List.of("header", "key"),
        "oauth2", List.of("grant", "tokenUrl", "clientId"), "token-login", List.of("loginUrl", "username", "password"), "none", List.of());
    private static final Set<String> SECRETS = Set.of("password", "key", "secondKey", "clientSecret", "refreshToken");
    private static final Map<String, List<String>> GRANTS = Map.of("client-credentials", List.of("clientSecret"), "password", List.of("username", "password"),
        "refresh-token", List.of("refreshToken"));
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,100}");
    static final Pattern URL = Pattern.compile("https?://[^/?#@\\s]+(/[^?#\\s]*)?");

    private final Function<String, Optional<String>> environment;

    ReadAuth(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    /**
     * Reads the section, and tells its faults.
     *
     * @param needed takes the variables that the section in use needs
     * @return nothing if the section is broken, or a variable it needs is not set
     */
    Optional<Auth> read(YamlMap auth, Set<String> needed) {
        auth.allow("use", "basic", "api-key", "oauth2", "token-login", "none");
        Optional<String> use = auth.required("use").map(text -> resolve(auth, "use", text, needed).orElse(""));
        FIELDS.keySet().forEach(section -> auth.map(section).ifPresent(map -> check(section, map)));
        if (use.isEmpty() || use.get().isEmpty()) {
            return Optional.empty();
        }
        if (!KINDS.containsKey(use.get())) {
            auth.fault("use", "'use' must be one of api-key, basic, none, oauth2, token-login");
            return Optional.empty();
        }
        Optional<YamlMap> section = auth.map(use.get());
        if (section.isEmpty() && !use.get().equals("none")) {
            auth.fault("use", "'use' names " + use.get() + ", and there is no such section");
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> wanted = new LinkedHashSet<>();
        section.ifPresent(map -> map.keys().forEach(key -> map.text(key)
            .ifPresent(text -> resolve(map, key, text, wanted).filter(value -> !value.isBlank()).ifPresent(value -> values.put(key, value)))));
        needed.addAll(wanted);
        if (wanted.stream().anyMatch(name -> environment.apply(name).isEmpty())) {
            return Optional.empty();
        }
        return section.map(map -> complete(use.get(), map, values)).orElse(true) ? Optional.of(new Auth(KINDS.get(use.get()), values)) : Optional.empty();
    }

    private static void check(String name, YamlMap section) {
        section.allow(FIELDS.get(name).toArray(String[]::new));
        section.keys().forEach(key -> section.text(key).ifPresent(text -> {
            if (SECRETS.contains(key) && !Placeholders.isSecretReference(text) && !text.matches("\\{\\{env:[A-Za-z_][A-Za-z0-9_]*:}}")) {
                section.fault(key, "'" + key + "' is a secret: " + Placeholders.SECRET_FORM);
            }
        }));
    }

    private Optional<String> resolve(YamlMap map, String key, String text, Set<String> needed) {
        Optional<String> fault = Placeholders.fault(text);
        if (fault.isPresent()) {
            map.fault(key, fault.get());
            return Optional.empty();
        }
        Set<String> names = Placeholders.needed(text);
        needed.addAll(names);
        return names.stream().allMatch(name -> environment.apply(name).isPresent()) ? Optional.of(Placeholders.resolve(text, environment)) : Optional.empty();
    }

    /** What the section in use must have, now that the variables are known. */
    private static boolean complete(String name, YamlMap section, Map<String, String> values) {
        Set<String> required = new LinkedHashSet<>(REQUIRED.get(name));
        String grant = values.get("grant");
        if (name.equals("oauth2") && grant != null) {
            if (!GRANTS.containsKey(grant)) {
                section.fault("grant", "'grant' must be one of client-credentials, password, refresh-token");
                return false;
            }
            required.addAll(GRANTS.get(grant));
        }
        Optional<String> missing = required.stream().filter(key -> !values.containsKey(key)).findFirst();
        missing.ifPresent(key -> section.fault(section.has(key) ? key : "", "'" + name + "' needs '" + key + "'"));
        boolean sound = missing.isEmpty();
        for (String key : List.of("tokenUrl", "loginUrl")) {
            if (values.containsKey(key) && !URL.matcher(values.get(key)).matches()) {
                section.fault(key, "'" + key + "' must be an http(s) URL without user, query and fragment");
                sound = false;
            }
        }
        for (String key : List.of("header", "secondHeader")) {
            if (values.containsKey(key) && !HEADER.matcher(values.get(key)).matches()) {
                section.fault(key, "'" + key + "' must be the name of an HTTP header");
                sound = false;
            }
        }
        if (values.containsKey("secondHeader") != values.containsKey("secondKey")) {
            section.fault("secondHeader", "'secondHeader' and 'secondKey' stand together");
            sound = false;
        }
        if (values.containsKey("clientAuth") && !Set.of("basic", "body").contains(values.get("clientAuth"))) {
            section.fault("clientAuth", "'clientAuth' must be basic or body");
            sound = false;
        }
        if (values.containsKey("lifetime") && !values.get("lifetime").matches("[1-9][0-9]{0,6}")) {
            section.fault("lifetime", "'lifetime' must be a number of seconds");
            sound = false;
        }
        Optional<String> control = values.entrySet().stream().filter(entry -> entry.getValue().chars().anyMatch(Character::isISOControl))
            .map(Map.Entry::getKey).findFirst();
        control.ifPresent(key -> section.fault(key, "'" + key + "' holds a control character"));
        return sound && control.isEmpty();
    }
}
