package io.serai.home;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The environment as commands see it, which run without Spring: with the secrets that {@code SERAI_…_FILE} names; what is blank is absent. */
public final class Variables {

    private final Map<String, String> values = new HashMap<>();

    private Variables(Map<String, String> environment) {
        values.putAll(environment);
        SecretFiles.read(environment).forEach((name, secret) -> values.put(name, String.valueOf(secret)));
    }

    /** @throws IllegalStateException naming the variable whose file cannot be read */
    public static Variables ofSystem() {
        return new Variables(System.getenv());
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }
}
