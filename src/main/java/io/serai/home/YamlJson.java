package io.serai.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns a value of a YAML file into JSON. */
final class YamlJson {

    private static final Set<String> TRUTH = Set.of("true", "false");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?");

    private YamlJson() {
    }

    /** {@code true} and {@code false} become truth values, decimal numbers become numbers, the rest text; {@code faults} takes keys that are none, or come twice. */
    static JsonNode of(String origin, Node node, List<Fault> faults) {
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (NodeTuple tuple : mapping.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    faults.add(new Fault(origin, PlainYaml.lineOf(tuple.getKeyNode()), "a key must be a plain word"));
                } else if (object.has(key.getValue())) {
                    faults.add(new Fault(origin, PlainYaml.lineOf(key), "'" + key.getValue() + "' stands here a second time"));
                } else {
                    object.set(key.getValue(), of(origin, tuple.getValueNode(), faults));
                }
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            sequence.getValue().forEach(value -> array.add(of(origin, value, faults)));
            return array;
        }
        String text = ((ScalarNode) node).getValue();
        if (PlainYaml.isNull(node)) {
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
}
