package io.serai.home;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/** Parses the YAML that is read here: plain types, no tags, no aliases, nothing nested deeper than 32, nothing larger than {@link HomeFile#LIMIT}. */
final class PlainYaml {

    private static final int DEPTH = 32;
    private static final Set<Tag> PLAIN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP);

    private PlainYaml() {
    }

    /** @return the text's mapping, or nothing if it is no such YAML; then {@code faults} says why */
    static Optional<MappingNode> compose(String origin, String text, List<Fault> faults) {
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
        return faults.size() > before ? Optional.empty() : Optional.of(mapping);
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

    static boolean isNull(Node node) {
        return Tag.NULL.equals(node.getTag());
    }

    static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
