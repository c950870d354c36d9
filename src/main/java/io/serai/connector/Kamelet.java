package io.serai.connector;

import io.serai.home.Fault;
import io.serai.home.HomeFile;
import io.serai.home.YamlMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a kamelet's file promises: the properties it takes.
 *
 * @param name       {@code metadata.name}
 * @param properties by name, in the file's order
 * @param required   names of those that must be given
 */
record Kamelet(String name, Map<String, Property> properties, Set<String> required) {

    /** The property that names the connector on whose behalf a kamelet works; the hub fills it in. */
    static final String CONNECTOR = "connector";

    /**
     * The property of a normalising kamelet that has it hand over the vendor's record beside each ticket, in a field of the same name; the hub
     * fills it in.
     */
    static final String RECORD = "record";

    /**
     * @param secret  true for {@code format: password}
     * @param type    {@code string}, {@code integer}, {@code number} or {@code boolean}
     * @param values  closed set of values; empty for any
     * @param pattern that a value must match, or {@code null}
     */
    record Property(boolean secret, String type, List<String> values, Pattern pattern) {

        /** @return what is wrong with a literal value */
        Optional<String> fault(String value) {
            if (!values.isEmpty() && !values.contains(value)) {
                return Optional.of("must be one of " + String.join(", ", values));
            }
            if (pattern != null && !pattern.matcher(value).matches()) {
                return Optional.of("must match " + pattern);
            }
            return switch (type) {
                case "integer" -> value.matches("-?[0-9]{1,18}") ? Optional.empty() : Optional.of("must be a whole number");
                case "number" -> value.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?") ? Optional.empty() : Optional.of("must be a number");
                case "boolean" -> value.matches("true|false") ? Optional.empty() : Optional.of("must be true or false");
                default -> Optional.empty();
            };
        }
    }

    /** @return the kamelet of a file; nothing if the file is none, then {@code faults} says why */
    static Optional<Kamelet> read(HomeFile file, CheckKamelet check, List<Fault> faults) {
        List<Fault> found = new ArrayList<>();
        Optional<YamlMap> yaml = YamlMap.read(file, found);
        Optional<YamlMap> definition = yaml.flatMap(map -> map.map("spec")).flatMap(spec -> spec.map("definition"));
        Optional<String> name = yaml.flatMap(map -> map.map("metadata")).flatMap(metadata -> metadata.required("name"));
        if (definition.isEmpty() || name.isEmpty()) {
            if (found.isEmpty()) {
                found.add(new Fault(file.origin(), 1, "is no kamelet: metadata.name or spec.definition is missing"));
            }
            faults.addAll(found);
            return Optional.empty();
        }
        if (!name.get().equals(file.stem())) {
            found.add(new Fault(file.origin(), yaml.get().line("metadata"), "metadata.name '" + name.get() + "' is not the file's name"));
        }
        Map<String, Property> properties = new LinkedHashMap<>();
        Map<String, String> examples = new LinkedHashMap<>();
        definition.get().map("properties").ifPresent(all -> all.keys().forEach(key -> all.map(key).ifPresent(one ->
            examples.put(key, one.text("default").or(() -> one.text("example")).orElse("0")))));
        definition.get().map("properties").ifPresent(all -> all.keys().forEach(key ->
            all.map(key).ifPresent(one -> properties.put(key, property(one)))));
        Set<String> required = Set.copyOf(definition.get().texts("required"));
        required.stream().filter(key -> !properties.containsKey(key)).forEach(key ->
            found.add(new Fault(file.origin(), definition.get().line("required"), "required property '" + key + "' is not declared")));
        found.addAll(check.faults(file, examples));
        faults.addAll(found);
        return found.isEmpty() ? Optional.of(new Kamelet(name.get(), properties, required)) : Optional.empty();
    }

    private static Property property(YamlMap yaml) {
        Pattern pattern = yaml.text("pattern").map(Pattern::compile).orElse(null);
        return new Property("password".equals(yaml.text("format").orElse(null)), yaml.text("type").orElse("string"), yaml.texts("enum"), pattern);
    }
}
