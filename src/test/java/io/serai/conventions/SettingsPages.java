package io.serai.conventions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages with tables of settings: one of {@code docs/connectors/} for the connectors whose files name it ({@code # More: docs/connectors/x.md}), and
 * {@code docs/kamelets.md} with all kamelets.
 */
final class SettingsPages {

    private static final Pattern MORE = Pattern.compile("(?m)^# More:\\s+(docs/connectors/[a-z0-9-]+\\.md)");
    private static final Set<String> STEPS = Set.of("source", "action", "sink");

    private final Map<String, YamlFile> kamelets = new TreeMap<>();
    private final Map<Path, List<YamlFile>> configs = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    private SettingsPages() {
        YamlFile.all("kamelets", ".kamelet.yaml").forEach(kamelet -> kamelets.put(kamelet.stem(), kamelet));
        YamlFile.all("connector-configs", ".yaml").stream().filter(file -> !YamlFile.text(file.content(), "connector").isEmpty()).forEach(config -> {
            Matcher more = MORE.matcher(config.text());
            if (more.find() && Files.exists(Path.of(more.group(1)))) {
                configs.computeIfAbsent(Path.of(more.group(1)), page -> new ArrayList<>()).add(config);
            } else {
                faults.add(config.fault("its comment names no page that is there: # More:  docs/connectors/<vendor>.md"));
            }
        });
    }

    /** @return a sentence for each page that does not say what the files say */
    static List<String> faults(String test) {
        SettingsPages pages = new SettingsPages();
        Map<String, Path> pageOf = new LinkedHashMap<>();
        pages.configs.forEach((page, files) -> {
            Set<String> used = new LinkedHashSet<>();
            files.forEach(file -> YamlFile.visit(file.content(), (name, value) -> {
                if (STEPS.contains(name) && pages.kamelets.containsKey(String.valueOf(value))) {
                    used.add(String.valueOf(value));
                }
            }));
            used.forEach(kamelet -> pageOf.putIfAbsent(kamelet, page));
            new GeneratedPart(page, pages.connectors(files, used)).stale(test).ifPresent(pages.faults::add);
        });
        new GeneratedPart(Path.of("docs", "kamelets.md"), pages.kamelets(pageOf)).stale(test).ifPresent(pages.faults::add);
        return pages.faults;
    }

    private String connectors(List<YamlFile> files, Set<String> used) {
        StringBuilder text = new StringBuilder("## Settings\n\nThis part is made from the files; [write-a-kamelet](../write-a-kamelet.md#tables-of-settings) says how.\n");
        files.forEach(file -> text.append("\nThe variables of `").append(file.path().toString().replace('\\', '/')).append("`:\n\n").append(VariableTable.of(file, kamelets)));
        used.forEach(name -> text.append("\nThe parameters of the kamelet `").append(name).append("` (").append(KameletTable.title(kamelets.get(name)))
            .append("):\n\n").append(KameletTable.of(kamelets.get(name))));
        return text.toString();
    }

    private String kamelets(Map<String, Path> pageOf) {
        StringBuilder text = new StringBuilder(GeneratedPart.row("kamelet", "what it does", "parameters")).append("|---|---|---|\n");
        kamelets.forEach((name, kamelet) -> text.append(GeneratedPart.row("`" + name + "`", KameletTable.purpose(kamelet),
            Optional.ofNullable(pageOf.get(name)).map(page -> "[" + page.getFileName().toString().replace(".md", "") + "](connectors/" + page.getFileName() + ")")
                .orElse("[below](#" + name + ")"))));
        kamelets.forEach((name, kamelet) -> {
            if (!pageOf.containsKey(name)) {
                text.append("\n## ").append(name).append("\n\n").append(KameletTable.of(kamelet));
            }
        });
        return text.toString();
    }
}
