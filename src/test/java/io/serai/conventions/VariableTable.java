package io.serai.conventions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment variables of a connector's file, with what its comments say of them, as a table. */
final class VariableTable {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{env:([A-Za-z_][A-Za-z0-9_.-]*)(?::([^}]*))?}}");
    private static final Pattern TOLD = Pattern.compile("#\\s+(?:Needs:\\s+)?([A-Z][A-Z0-9_]+(?:, [A-Z][A-Z0-9_]+)*)\\s{2,}(.+)");
    private static final Pattern TOLD_ON = Pattern.compile("#\\s{20,}(.+)");
    private static final Pattern SECRET = Pattern.compile(".*(SECRET|PASSWORD|TOKEN|_KEY|PREVIOUS)");

    private final YamlFile config;
    private final Map<String, YamlFile> kamelets;
    private final Map<String, String> otherwise = new LinkedHashMap<>();
    private final Map<String, String> path = new LinkedHashMap<>();
    private final Map<String, String> property = new LinkedHashMap<>();
    private final Map<String, Set<String>> off = new LinkedHashMap<>();

    private VariableTable(YamlFile config, Map<String, YamlFile> kamelets) {
        this.config = config;
        this.kamelets = kamelets;
    }

    static String of(YamlFile config, Map<String, YamlFile> kamelets) {
        return new VariableTable(config, kamelets).table();
    }

    private String table() {
        Map<String, String> told = told();
        look("", config.content(), null);
        Set<String> names = new LinkedHashSet<>(told.keySet());
        names.retainAll(path.keySet());
        names.addAll(path.keySet());
        StringBuilder rows = new StringBuilder();
        names.forEach(name -> {
            String what = told.getOrDefault(name, property.getOrDefault(name, "`" + path.get(name) + "`"));
            String value = otherwise.getOrDefault(name, "");
            String without = off.containsKey(name) ? String.join(", ", off.get(name)) : value.isEmpty() ? "" : "`" + value + "`";
            rows.append(GeneratedPart.row("`" + name + "`", what, SECRET.matcher(name).matches() ? "yes" : "", without));
        });
        return rows.isEmpty() ? "No variables.\n" : GeneratedPart.row("variable", "what", "secret", "if not set") + "|---|---|---|---|\n" + rows;
    }

    /** What the comment at the top says of each variable, and else the comment above the line in which one stands. */
    private Map<String, String> told() {
        Map<String, String> told = new LinkedHashMap<>();
        List<String> above = new ArrayList<>();
        List<String> last = List.of();
        for (String line : config.text().lines().toList()) {
            Matcher header = TOLD.matcher(line);
            Matcher goesOn = TOLD_ON.matcher(line);
            if (header.matches()) {
                last = List.of(header.group(1).split(", "));
                last.forEach(name -> told.putIfAbsent(name, header.group(2)));
            } else if (goesOn.matches()) {
                last.forEach(name -> told.merge(name, goesOn.group(1), (before, more) -> before + " " + more));
            } else if (line.strip().startsWith("#")) {
                above.add(line.strip().substring(1).strip());
            } else {
                Matcher used = PLACEHOLDER.matcher(line);
                while (used.find() && !above.isEmpty()) {
                    told.putIfAbsent(used.group(1), String.join(" ", above));
                }
                above.clear();
            }
        }
        return told;
    }

    private void look(String at, Object node, YamlFile kamelet) {
        if (node instanceof Map<?, ?> map) {
            YamlFile inner = map.values().stream().map(value -> kamelets.get(String.valueOf(value))).filter(found -> found != null).findFirst().orElse(kamelet);
            map.forEach((key, value) -> look(at.isEmpty() ? String.valueOf(key) : at + "." + key, value, inner));
        } else if (node instanceof List<?> list) {
            list.forEach(item -> {
                if (at.endsWith("enabledBy")) {
                    path.putIfAbsent(String.valueOf(item), at);
                    String section = at.replaceFirst("\\.?enabledBy$", "");
                    off.computeIfAbsent(String.valueOf(item), name -> new LinkedHashSet<>()).add(section.isEmpty() ? "off" : "no " + section);
                } else {
                    look(at, item, kamelet);
                }
            });
        } else if (node != null) {
            Matcher matcher = PLACEHOLDER.matcher(String.valueOf(node));
            while (matcher.find()) {
                path.putIfAbsent(matcher.group(1), at);
                if (matcher.group(2) != null) {
                    otherwise.putIfAbsent(matcher.group(1), matcher.group(2));
                }
                if (kamelet != null && at.contains(".parameters.")) {
                    String text = YamlFile.text(kamelet.content(), "spec", "definition", "properties", at.substring(at.lastIndexOf('.') + 1), "description");
                    if (!text.isEmpty()) {
                        property.putIfAbsent(matcher.group(1), text);
                    }
                }
            }
        }
    }
}
