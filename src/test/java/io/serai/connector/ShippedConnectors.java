package io.serai.connector;

import io.serai.home.HomeFiles;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What has to be set for every shipped connector to be on, whichever there are. */
final class ShippedConnectors {

    private static final Pattern URL = Pattern.compile("\\{\\{env:([A-Z0-9_]+_URL)\\b[^}]*}}");
    private static final Pattern SWITCH = Pattern.compile("\\{\\{env:([A-Z0-9_]+):false}}");

    private ShippedConnectors() {
    }

    /**
     * Variables and values: each connector's system is at {@code base} under the connector's name, whatever can be switched on is on but
     * remediation, and nothing polls by itself.
     */
    static Map<String, String> variables(String base) {
        HomeFiles home = new HomeFiles(Path.of("").toAbsolutePath());
        Map<String, String> values = new TreeMap<>();
        home.list("connector-configs", ".yaml").forEach(file -> {
            String text = file.text();
            find(URL, text).forEach(name -> values.put(name, base + "/" + file.stem()));
            find(SWITCH, text).forEach(name -> values.put(name, Boolean.toString(!name.endsWith("AUTO_REMEDIATION"))));
            find(Pattern.compile("\\{\\{env:([A-Z0-9_]+_PERIOD)\\b[^}]*}}"), text).forEach(name -> values.put(name, "86400000"));
        });
        ConnectorFiles.read(home, name -> Optional.ofNullable(values.get(name))).files().forEach(file ->
            Stream.concat(file.missing().stream(), file.off().values().stream().flatMap(List::stream)).forEach(name -> values.putIfAbsent(name, "12345")));
        return values;
    }

    /** The variables of a connector file that hold addresses. */
    static Set<String> addresses(String text) {
        return find(URL, text);
    }

    private static Set<String> find(Pattern pattern, String text) {
        Set<String> names = new HashSet<>();
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }
}
