package io.serai.conventions;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code docs/routes.md}: all routes by feature, with what each says of itself. */
final class RoutesPage {

    private RoutesPage() {
    }

    static Optional<String> fault(String test) {
        Map<String, StringBuilder> groups = new TreeMap<>();
        for (YamlFile file : YamlFile.all("routes", ".camel.yaml")) {
            Object first = file.content() instanceof List<?> list && !list.isEmpty() ? list.get(0) : Map.of();
            Object template = YamlFile.at(first, "routeTemplate");
            Object route = template == null ? YamlFile.at(first, "route") : YamlFile.at(template, "route");
            if (route != null) {
                String ofTemplate = YamlFile.text(template, "description");
                String description = ofTemplate.isEmpty() ? YamlFile.text(route, "description") : ofTemplate;
                String policy = YamlFile.text(route, "routeConfigurationId");
                groups.computeIfAbsent(YamlFile.text(route, "group"), group -> new StringBuilder())
                    .append(GeneratedPart.row("`" + file.stem() + "`", description, "`" + YamlFile.text(route, "from", "uri") + "`",
                        policy.isEmpty() ? "the caller's" : "`" + policy + "`"));
            }
        }
        StringBuilder text = new StringBuilder();
        groups.forEach((group, rows) -> text.append("\n## ").append(group).append("\n\n").append(GeneratedPart.row("route", "what it does", "begins at", "on failure"))
            .append("|---|---|---|---|\n").append(rows));
        return new GeneratedPart(Path.of("docs", "routes.md"), text.toString()).stale(test);
    }
}
