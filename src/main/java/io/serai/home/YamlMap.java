package io.serai.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * A mapping of a YAML file that knows its lines, so that every fault can name one. Only plain types are read: no tags, no aliases, no
 * second value for a key, nothing nested deeper than 32, nothing larger than {@link HomeFile#LIMIT}. Faults are collected in the list
 * given to {@link #read}, so that a person sees all of them at once.
 */
public final class YamlMap {

    private static final int DEPTH = 32;
    private static final Set<String> TRUTH = Set.of("true", "false");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?");
    private static final Set<Tag> PLAIN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP);

    private final String origin;
    private final int line;
    private final Map<String, Entry> entries;
    private final List<Fault> faults;

    private record Entry(int line, Node value) {
    }

    private YamlMap(String origin, MappingNode node, List<Fault> faults) {
        this.origin = origin;
        this.line = lineOf(node);
        this.faults = faults;
        this.entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                faults.add(new Fault(origin, lineOf(tuple.getKeyNode()), "a key must be a plain word"));
            } else if (entries.putIfAbsent(key.getValue(), new Entry(lineOf(key), tuple.getValueNode())) != null) {
                faults.add(new Fault(origin, lineOf(key), "'" + key.getValue() + "' stands here a second time"));
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
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(HomeFile.LIMIT);
        options.setNestingDepthLimit(DEPTH);
        options.setMaxAliasesForCollections(50);
        Node root;
        try {
            root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int at = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            faults.add(new Fault(origin, at, "not YAML: " + e.getProblem()));
            return Optional.empty();
        } catch (ReaderException e) {
            int at = 1 + (int) text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
            faults.add(new Fault(origin, at, "not YAML: the character U+%04X is not allowed".formatted(e.getCodePoint())));
            return Optional.empty();
        } catch (YAMLException e) {
            faults.add(new Fault(origin, lineOfExcess(text, options), "not YAML: " + e.getMessage()));
            return Optional.empty();
        }
        if (!(root instanceof MappingNode mapping)) {
            faults.add(new Fault(origin, 1, "is not a YAML mapping (key: value)"));
            return Optional.empty();
        }
        int before = faults.size();
        refuseWhatIsNotPlain(origin, root, faults);
        return faults.size() > before ? Optional.empty() : Optional.of(new YamlMap(origin, mapping, faults));
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
        Entry entry = entries.get(key);
        if (entry == null || isNull(entry.value())) {
            return Optional.empty();
        }
        if (entry.value() instanceof ScalarNode scalar) {
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
        Entry entry = entries.get(key);
        if (entry == null || isNull(entry.value())) {
            return List.of();
        }
        if (entry.value() instanceof SequenceNode sequence && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            return sequence.getValue().stream().map(node -> ((ScalarNode) node).getValue().strip()).toList();
        }
        fault(key, "'" + key + "' must be a list of single values");
        return List.of();
    }

    /** A single value or a list of them; an empty list, and no fault, if it is neither or absent. */
    public List<String> oneOrMore(String key) {
        Node value = entries.containsKey(key) ? entries.get(key).value() : null;
        List<Node> nodes = value instanceof SequenceNode sequence ? sequence.getValue() : value == null ? List.of() : List.of(value);
        return nodes.stream().allMatch(node -> node instanceof ScalarNode && !isNull(node))
            ? nodes.stream().map(node -> ((ScalarNode) node).getValue().strip()).toList() : List.of();
    }

    public Optional<YamlMap> map(String key) {
        Entry entry = entries.get(key);
        if (entry == null || isNull(entry.value())) {
            return Optional.empty();
        }
        if (entry.value() instanceof MappingNode mapping) {
            return Optional.of(new YamlMap(origin, mapping, faults));
        }
        fault(key, "'" + key + "' must be a mapping");
        return Optional.empty();
    }

    /** A list of mappings; absent is an empty list. */
    public List<YamlMap> maps(String key) {
        Entry entry = entries.get(key);
        if (entry == null || isNull(entry.value())) {
            return List.of();
        }
        if (!(entry.value() instanceof SequenceNode sequence)) {
            fault(key, "'" + key + "' must be a list");
            return List.of();
        }
        List<YamlMap> maps = new ArrayList<>();
        for (Node node : sequence.getValue()) {
            if (node instanceof MappingNode mapping) {
                maps.add(new YamlMap(origin, mapping, faults));
            } else {
                faults.add(new Fault(origin, lineOf(node), "each entry of '" + key + "' must be a mapping"));
            }
        }
        return maps;
    }

    /** A value of any shape as JSON: {@code true} and {@code false} are truth values, decimal numbers are numbers, the rest is text. */
    public Optional<JsonNode> json(String key) {
        Entry entry = entries.get(key);
        return entry == null || isNull(entry.value()) ? Optional.empty() : Optional.of(json(entry.value()));
    }

    private JsonNode json(Node node) {
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (NodeTuple tuple : mapping.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    faults.add(new Fault(origin, lineOf(tuple.getKeyNode()), "a key must be a plain word"));
                } else if (object.has(key.getValue())) {
                    faults.add(new Fault(origin, lineOf(key), "'" + key.getValue() + "' stands here a second time"));
                } else {
                    object.set(key.getValue(), json(tuple.getValueNode()));
                }
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            sequence.getValue().forEach(value -> array.add(json(value)));
            return array;
        }
        String text = ((ScalarNode) node).getValue();
        if (isNull(node)) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (!Tag.STR.equals(node.getTag()) && TRUTH.contains(text)) {
            return JsonNodeFactory.instance.booleanNode("true".equals(text));
        }
        if (!Tag.STR.equals(node.getTag()) && DECIMAL.matcher(text).matches()) {
            return text.contains(".") ? JsonNodeFactory.instance.numberNode(new BigDecimal(text))
                : JsonNodeFactory.instance.numberNode(Long.parseLong(text));
        }
        return JsonNodeFactory.instance.textNode(text);
    }

    /** Where what is too deep, or has too many aliases, has gone too far: SnakeYAML does not say. */
    private static int lineOfExcess(String text, LoaderOptions options) {
        int depth = 0;
        int aliases = 0;
        for (Event event : new Yaml(new SafeConstructor(options)).parse(new StringReader(text))) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            aliases += event instanceof AliasEvent ? 1 : 0;
            if (depth > options.getNestingDepthLimit() || aliases > options.getMaxAliasesForCollections()) {
                return event.getStartMark().getLine() + 1;
            }
        }
        return 1;
    }

    private static void refuseWhatIsNotPlain(String origin, Node node, List<Fault> faults) {
        if (node.getAnchor() != null) {
            Fault fault = new Fault(origin, lineOf(node), "anchors and aliases are not read here: write the value out");
            if (!faults.contains(fault)) {
                faults.add(fault);
            }
        } else if (node instanceof MappingNode mapping && Tag.MAP.equals(node.getTag())) {
            mapping.getValue().forEach(tuple -> {
                refuseWhatIsNotPlain(origin, tuple.getKeyNode(), faults);
                refuseWhatIsNotPlain(origin, tuple.getValueNode(), faults);
            });
        } else if (node instanceof SequenceNode sequence && Tag.SEQ.equals(node.getTag())) {
            sequence.getValue().forEach(value -> refuseWhatIsNotPlain(origin, value, faults));
        } else if (!(node instanceof ScalarNode && (PLAIN.contains(node.getTag()) || isNull(node)))) {
            faults.add(new Fault(origin, lineOf(node), "only plain values are read here, no tag " + node.getTag()));
        }
    }

    private static boolean isNull(Node node) {
        return Tag.NULL.equals(node.getTag());
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
