package io.serai.connector;

import io.serai.connector.Connector.Step;
import io.serai.home.YamlMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads a step of a connector's file: the kamelet it names, with parameters that the kamelet declares. */
final class ReadStep {

    private final Map<String, Kamelet> kamelets;
    private final Function<String, Optional<String>> environment;

    /** @param environment finds the value of an environment variable */
    ReadStep(Map<String, Kamelet> kamelets, Function<String, Optional<String>> environment) {
        this.environment = environment;
        this.kamelets = Map.copyOf(kamelets);
    }

    /**
     * @param key    the step's name in the file
     * @param kind   {@code source}, {@code action} or {@code sink}: the name of the field with the kamelet, and how the kamelet's name ends
     * @param needed takes the environment variables it needs
     * @return {@code null} if the file has no such step, or one with faults
     */
    Step read(YamlMap yaml, String key, String kind, Set<String> needed) {
        return read(yaml, key, kind, needed, yaml.text("connector"));
    }

    /**
     * As {@link #read(YamlMap, String, String, Set)}, for a step within a section.
     *
     * @param connector the file's connector
     */
    Step read(YamlMap yaml, String key, String kind, Set<String> needed, Optional<String> connector) {
        String suffix = "-" + kind;
        Optional<YamlMap> found = yaml.map(key);
        if (found.isEmpty()) {
            return null;
        }
        YamlMap step = found.get();
        step.allow(kind, "parameters", "enabledBy");
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
            if (property == null || parameter.equals(Kamelet.CONNECTOR) || parameter.equals(Kamelet.RECORD)) {
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
            connector.ifPresent(value -> parameters.put(Kamelet.CONNECTOR, value));
        }
        return new Step(kamelet.name(), parameters);
    }

    /** The normalising step with the vendor's record beside each ticket, for a mapping; {@code section} is where the file asks for that. */
    Step withRecord(YamlMap yaml, String section, Step normalize) {
        if (!kamelets.get(normalize.kamelet()).properties().containsKey(Kamelet.RECORD)) {
            yaml.fault(section, "'" + section + "' needs a kamelet that hands over the vendor's record: " + normalize.kamelet() + " has no property '"
                + Kamelet.RECORD + "'");
            return normalize;
        }
        Map<String, String> parameters = new LinkedHashMap<>(normalize.parameters());
        parameters.put(Kamelet.RECORD, "true");
        return new Step(normalize.kamelet(), parameters);
    }

    private void checkParameter(YamlMap map, String parameter, Kamelet.Property property, String value, Set<String> needed) {
        if (property.secret() && !Placeholders.isSecretReference(value)) {
            map.fault(parameter, "'" + parameter + "' is a secret: " + Placeholders.SECRET_FORM);
            return;
        }
        Placeholders.check(map, parameter, value, needed);
        if (!property.secret() && Placeholders.fault(value).isEmpty()
                && Placeholders.needed(value).stream().allMatch(name -> environment.apply(name).isPresent())) {
            // a variable's value is judged as a literal is, and not repeated
            property.fault(Placeholders.resolve(value, environment)).ifPresent(fault -> map.fault(parameter, "'" + parameter + "' " + fault));
        }
    }
}
