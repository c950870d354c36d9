package io.serai.conventions;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a kamelet's file says of its properties, as a table. */
final class KameletTable {

    /** What the hub fills in, and no connector's file can set. */
    private static final Set<String> OURS = Set.of("connector", "record");

    private KameletTable() {
    }

    static String title(YamlFile kamelet) {
        return YamlFile.text(kamelet.content(), "spec", "definition", "title");
    }

    /** The description up to the words that tell what goes in and out. */
    static String purpose(YamlFile kamelet) {
        return YamlFile.text(kamelet.content(), "spec", "definition", "description").replaceAll("\\s+", " ")
            .replaceFirst("\\s*(Body|Headers|Side effect|Safe to repeat)\\b.*", "");
    }

    /** @return the table, or a sentence if there is nothing that a connector's file could set */
    static String of(YamlFile kamelet) {
        Object definition = YamlFile.at(kamelet.content(), "spec", "definition");
        List<?> required = YamlFile.at(definition, "required") instanceof List<?> list ? list : List.of();
        StringBuilder table = new StringBuilder();
        if (YamlFile.at(definition, "properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> {
                if (!OURS.contains(String.valueOf(name))) {
                    table.append(row(String.valueOf(name), property, required.contains(name)));
                }
            });
        }
        return table.isEmpty() ? "No parameters.\n"
            : GeneratedPart.row("parameter", "what", "values", "if left out") + "|---|---|---|---|\n" + table;
    }

    private static String row(String name, Object property, boolean required) {
        boolean secret = "password".equals(YamlFile.text(property, "format"));
        String example = YamlFile.text(property, "example");
        Object closed = YamlFile.at(property, "enum");
        String values = secret ? "a secret" : closed instanceof List<?> list ? String.join(", ", list.stream().map(one -> "`" + one + "`").toList())
            : YamlFile.text(property, "type") + (example.isEmpty() ? "" : ", such as `" + example + "`");
        Object otherwise = YamlFile.at(property, "default");
        return GeneratedPart.row("`" + name + "`", YamlFile.text(property, "description"), values,
            required ? "must be given" : otherwise == null ? "not used" : String.valueOf(otherwise).isEmpty() ? "empty" : "`" + otherwise + "`");
    }
}
