package io.serai.connector;

import io.serai.home.YamlMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which sections of a connector's file are on. One with an {@code enabledBy} of its own is left out while a variable that it names or needs is not set;
 * without one it takes the whole connector with it. A connector none of whose sections is on is off.
 */
final class Sections {

    private final Function<String, Optional<String>> environment;
    private final Set<String> needed;
    private final Map<String, List<String>> off = new LinkedHashMap<>();
    private int on;

    /** @param needed takes the variables without which the whole connector is off */
    Sections(Function<String, Optional<String>> environment, Set<String> needed) {
        this.environment = environment;
        this.needed = needed;
    }

    /** Checks the names in {@code enabledBy}. */
    static List<String> enabledBy(YamlMap map) {
        List<String> variables = map.texts("enabledBy");
        if (variables.stream().anyMatch(variable -> !variable.matches("[A-Z][A-Z0-9_]{0,99}"))) {
            map.fault("enabledBy", "'enabledBy' must list names of environment variables");
        }
        return variables;
    }

    /**
     * @param alsoNeeded variables that it needs besides those it names, such as those of {@code auth:}
     * @param read       reads the section, and tells which variables it needs
     * @return what was read, or {@code null} if the file has no such section or it is off
     */
    <T> T read(YamlMap file, String key, Set<String> alsoNeeded, Function<Set<String>, T> read) {
        if (!file.has(key)) {
            return null;
        }
        Set<String> needs = new LinkedHashSet<>();
        List<String> enabledBy = file.map(key).map(Sections::enabledBy).orElse(List.of());
        needs.addAll(enabledBy);
        T section = read.apply(needs);
        needs.addAll(alsoNeeded);
        if (enabledBy.isEmpty()) {
            needed.addAll(needs);
            on++;
            return section;
        }
        List<String> missing = needs.stream().filter(name -> environment.apply(name).isEmpty()).toList();
        if (!missing.isEmpty()) {
            off.put(key, missing);
            return null;
        }
        on++;
        return section;
    }

    /** Sections that are left out, each with the variables that are not set; whether any is on or not. */
    Map<String, List<String>> leftOut() {
        return off;
    }

    /** The same, for sections of which one at least has to be on. */
    Map<String, List<String>> off() {
        if (on == 0) {
            off.values().forEach(needed::addAll);
        }
        return on == 0 ? Map.of() : off;
    }
}
