package io.serai.home;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A mapping of a YAML file that knows its lines, so that every fault can name one. Only plain types are read: no tags, no aliases, no
 * second value for a key, nothing nested deeper than 32, nothing larger than {@link HomeFile#LIMIT}. Faults are collected in the list
 * given to {@link #read}, so that a person sees all of them at once.
 */
public final class YamlMap {

    private final String origin;
    private final int line;
    private final Map<String, Entry> entries;
    private final List<Fault> faults;

    private record Entry(int line, Node value) {
    }

    private YamlMap(String origin, MappingNode node, List<Fault> faults) {
        this.origin = origin;
        this.line = PlainYaml.lineOf(node);
        this.faults = faults;
        this.entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                faults.add(new Fault(origin, PlainYaml.lineOf(tuple.getKeyNode()), "a key must be a plain word"));
            } else if (entries.putIfAbsent(key.getValue(), new Entry(PlainYaml.lineOf(key), tuple.getValueNode())) != null) {
                faults.add(new Fault(origin, PlainYaml.lineOf(key), "'" + key.getValue() + "' stands here a second time"));
            }
        }
    }

    /** @return the file's mapping, or nothing if it is no such YAML; then {@code faults} says why */
    public static Optional<YamlMap> read(HomeFile file, List<Fault> faults) {
        try {
            return read(file.origin(), file.text(), faults);
        } catch (UncheckedIOException e) {
            faults.add(new Fault(file.origin(), 1, "cannot be read: " + e.getCause().getMessage()));
            return Optional.empty();
        }
    }

    /** The same for a text; {@code origin} is what faults call it. */
    public static Optional<YamlMap> read(String origin, String text, List<Fault> faults) {
        return PlainYaml.compose(origin, text, faults).map(mapping -> new YamlMap(origin, mapping, faults));
    }

    public int line() {
        return line;
    }

    /** The line of a key, or that of the mapping if the key is not there. */
    public int line(String key) {
        return entries.containsKey(key) ? entries.get(key).line() : line;
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    public List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    /** Adds a fault at the key's line. */
    public void fault(String key, String message) {
        faults.add(new Fault(origin, line(key), message));
    }

    /** Adds a fault for each key that is none of these. */
    public void allow(String... keys) {
        List<String> allowed = List.of(keys);
        entries.keySet().stream().filter(key -> !allowed.contains(key))
            .forEach(key -> fault(key, "unknown key '" + key + "'; allowed are " + String.join(", ", allowed)));
    }

    /** A text, number or truth value as text; blank counts as absent. */
    public Optional<String> text(String key) {
        Optional<Node> value = value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue().strip()).filter(text -> !text.isEmpty());
        }
        fault(key, "'" + key + "' must be a single value");
        return Optional.empty();
    }

    /** As {@link #text}, with a fault if it is absent. */
    public Optional<String> required(String key) {
        Optional<String> text = text(key);
        if (text.isEmpty() && !(entries.containsKey(key) && !(entries.get(key).value() instanceof ScalarNode))) {
            fault(key, "'" + key + "' is missing");
        }
        return text;
    }

    public boolean flag(String key, boolean otherwise) {
        Optional<String> text = text(key);
        if (text.isPresent() && !Set.of("true", "false").contains(text.get())) {
            fault(key, "'" + key + "' must be true or false");
        }
        return text.map("true"::equals).orElse(otherwise);
    }

    /** A duration such as {@code 30s}, {@code 5m}, {@code 1h}. */
    public Optional<Duration> duration(String key) {
        Optional<String> text = text(key);
        try {
            return text.map(DurationStyle::detectAndParse);
        } catch (IllegalArgumentException e) {
            fault(key, "'" + key + "' must be a duration such as 30s, 5m or 1h");
            return Optional.empty();
        }
    }

    /** A list of single values; absent is an empty list. */
    public List<String> texts(String key) {
        Optional<Node> value = value(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof SequenceNode sequence && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            return sequence.getValue().stream().map(node -> ((ScalarNode) node).getValue().strip()).toList();
        }
        fault(key, "'" + key + "' must be a list of single values");
        return List.of();
    }

    /** A single value or a list of them; an empty list, and no fault, if it is neither or absent. */
    public List<String> oneOrMore(String key) {
        Node value = entries.containsKey(key) ? entries.get(key).value() : null;
        List<Node> nodes = value instanceof SequenceNode sequence ? sequence.getValue() : value == null ? List.of() : List.of(value);
        return nodes.stream().allMatch(node -> node instanceof ScalarNode && !PlainYaml.isNull(node))
            ? nodes.stream().map(node -> ((ScalarNode) node).getValue().strip()).toList() : List.of();
    }

    public Optional<YamlMap> map(String key) {
        Optional<Node> value = value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof MappingNode mapping) {
            return Optional.of(new YamlMap(origin, mapping, faults));
        }
        fault(key, "'" + key + "' must be a mapping");
        return Optional.empty();
    }

    /** A list of mappings; absent is an empty list. */
    public List<YamlMap> maps(String key) {
        Optional<Node> value = value(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof SequenceNode sequence)) {
            fault(key, "'" + key + "' must be a list");
            return List.of();
        }
        List<YamlMap> maps = new ArrayList<>();
        for (Node node : sequence.getValue()) {
            if (node instanceof MappingNode mapping) {
                maps.add(new YamlMap(origin, mapping, faults));
            } else {
                faults.add(new Fault(origin, PlainYaml.lineOf(node), "each entry of '" + key + "' must be a mapping"));
            }
        }
        return maps;
    }

    /** A value of any shape as JSON: {@code true} and {@code false} are truth values, decimal numbers are numbers, the rest is text. */
    public Optional<JsonNode> json(String key) {
        return value(key).map(value -> YamlJson.of(origin, value, faults));
    }

    /** The value of a key that has one. */
    private Optional<Node> value(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value).filter(value -> !PlainYaml.isNull(value));
    }
}
