package io.serai.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which host group each host of the simulated Zabbix is in; {@code Linux servers} where none is told. */
final class ZabbixGroups {

    private static final String OTHERS = "Linux servers";

    private final Map<String, String> groups = new HashMap<>();

    void put(String host, String group) {
        groups.put(host, group);
    }

    /** Ids of the groups with these names, in any case, as with searchWildcardsEnabled and searchByAny; a * stands for any characters. */
    List<String> search(Set<String> names) {
        List<Pattern> patterns = names.stream().map(name -> Pattern.compile(
            Stream.of(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")), Pattern.CASE_INSENSITIVE)).toList();
        return Stream.concat(groups.values().stream(), Stream.of(OTHERS)).distinct()
            .filter(name -> patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches())).map(ZabbixGroups::id).toList();
    }

    boolean hold(String host, Set<String> ids) {
        return ids.contains(id(groups.getOrDefault(host, OTHERS)));
    }

    private static String id(String name) {
        return Integer.toString(100 + Math.floorMod(name.hashCode(), 100_000));
    }
}
