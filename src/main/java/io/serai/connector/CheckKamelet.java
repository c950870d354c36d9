package io.serai.connector;

import io.serai.home.Fault;
import io.serai.home.HomeFile;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Finds what is wrong inside a kamelet before Camel meets it at start, where it would stop all others too: steps that Camel does not know, and
 * jq that does not compile.
 */
final class CheckKamelet {

    private static final Pattern LINE = Pattern.compile("line (\\d+)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([A-Za-z][A-Za-z0-9]*)(:[^}]*)?}}");

    /** Never started, so there is nothing to stop; stopping it would also let another context of this thread start too early (Camel's NoStart). */
    private final DefaultCamelContext scratch = new DefaultCamelContext();

    CheckKamelet() {
        scratch.disableJMX();
    }

    /** @param examples a value for each property, to stand in its places while the expressions are compiled */
    List<Fault> faults(HomeFile file, Map<String, String> examples) {
        List<Fault> faults = new ArrayList<>();
        String text = file.text();
        try {
            PluginHelper.getRoutesLoader(scratch).loadRoutes(ResourceHelper.fromString(file.name(), text));
        } catch (Exception e) {
            faults.add(fault(file, e));
        }
        visit(file, new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text)), false, examples, faults);
        return faults;
    }

    private static void visit(HomeFile file, Node node, boolean jq, Map<String, String> examples, List<Fault> faults) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(one -> visit(file, one, false, examples, faults));
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                String key = tuple.getKeyNode() instanceof ScalarNode name ? name.getValue() : "";
                if (tuple.getValueNode() instanceof ScalarNode value && (key.equals("jq") || jq && key.equals("expression"))) {
                    compile(file, value, examples, faults);
                } else {
                    visit(file, tuple.getValueNode(), key.equals("jq"), examples, faults);
                }
            }
        }
    }

    private static void compile(HomeFile file, ScalarNode expression, Map<String, String> examples, List<Fault> faults) {
        String jq = PLACEHOLDER.matcher(expression.getValue()).replaceAll(match -> Matcher.quoteReplacement(examples.getOrDefault(match.group(1), "0")));
        try {
            JsonQuery.compile(jq, Versions.JQ_1_7);
        } catch (JsonQueryException e) {
            Matcher line = LINE.matcher(String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
            // a block begins on the line after its mark
            int first = expression.getStartMark().getLine() + (expression.isPlain() || expression.getValue().indexOf('\n') < 0 ? 1 : 2);
            faults.add(new Fault(file.origin(), first + (line.find() ? Integer.parseInt(line.group(1)) - 1 : 0),
                "jq does not compile: " + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage()).lines().findFirst().orElse("")));
        }
    }

    /** Camel's message tells the line somewhere in the chain of causes. */
    private static Fault fault(HomeFile file, Exception e) {
        int line = 1;
        String words = e.toString();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            Matcher matcher = LINE.matcher(String.valueOf(cause.getMessage()));
            line = matcher.find() ? Integer.parseInt(matcher.group(1)) : line;
            words = cause.getMessage() == null ? words : cause.getMessage();
        }
        return new Fault(file.origin(), line, words.equals(UnsupportedOperationException.class.getName())
            ? "Camel cannot read its template: is a step misspelt?" : words.replaceAll("\\s+", " ").strip());
    }
}
