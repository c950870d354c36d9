package io.serai.connector;

import io.serai.simulator.ConnectedSystem;
import io.serai.simulator.SimulatedSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A home whose connector files connect all simulated systems at once. The files are the shipped ones, but for the name and the names of the
 * variables, so that two systems of one vendor stand side by side; for a poll that no timer starts, small pages and short patience; and for
 * what a note may do beside being written, which is allowed.
 */
final class ContractHome {

    private static final Path SHIPPED = Path.of("connector-configs");
    private static final Path KAMELETS = Path.of("kamelets");
    private static final Pattern OFF = Pattern.compile("false|\\{\\{env:[A-Z0-9_]+:false}}");
    private static final String HOUR_MILLIS = "3600000";
    private static final String LOOK_MILLIS = "100";
    private static final String SETTLE_MILLIS = "50";
    private static final String PATIENCE_MILLIS = "1500";

    private ContractHome() {
    }

    static Path of(List<? extends ConnectedSystem> vendors) {
        return of(vendors, UnaryOperator.identity());
    }

    /** @param edit what is done to the text of each shipped file first */
    static Path of(List<? extends ConnectedSystem> vendors, UnaryOperator<String> edit) {
        try {
            Path home = Files.createTempDirectory("contract-home");
            home.toFile().deleteOnExit();
            Path folder = Files.createDirectories(home.resolve("connector-configs"));
            for (ConnectedSystem vendor : vendors) {
                Files.writeString(folder.resolve(vendor.name() + ".yaml"), file(vendor, edit));
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The variables of all of them. */
    static Map<String, String> environment(List<? extends ConnectedSystem> vendors) {
        Map<String, String> all = new HashMap<>();
        vendors.forEach(vendor -> vendor.environment().forEach((name, value) -> all.put(renamed(vendor.variant(), name), value)));
        return all;
    }

    /** A connector's text with other variables where two systems of it stand side by side. */
    static String renamed(SimulatedSystem system, String text) {
        return renamed(system.variant(), text);
    }

    private static String renamed(String variant, String text) {
        return variant.isEmpty() ? text : text.replace("SERAI_", "SERAI_" + variant.toUpperCase().replace('-', '_') + "_");
    }

    private static String file(ConnectedSystem vendor, UnaryOperator<String> edit) throws IOException {
        String shipped = renamed(vendor.variant(), edit.apply(Files.readString(SHIPPED.resolve(vendor.connector() + ".yaml"))));
        Map<String, Object> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(shipped);
        file.put("connector", vendor.name());
        if (file.get("poll") instanceof Map<?, ?> poll) {
            Map<String, Object> parameters = parameters(poll);
            String kamelet = Files.readString(KAMELETS.resolve(poll.get("source") + ".kamelet.yaml"));
            parameters.put("period", HOUR_MILLIS);
            put(parameters, kamelet, "pageSize", Integer.toString(vendor.pageSize()));
            put(parameters, kamelet, "timeout", PATIENCE_MILLIS);
        }
        if (file.get("feed") instanceof Map<?, ?> feed) {
            String kamelet = Files.readString(KAMELETS.resolve(feed.get("source") + ".kamelet.yaml"));
            put(parameters(feed), kamelet, "pageSize", Integer.toString(vendor.pageSize()));
            put(parameters(feed), kamelet, "period", LOOK_MILLIS);
            put(parameters(feed), kamelet, "settleTime", SETTLE_MILLIS);
        }
        if (file.get("writeBack") instanceof Map<?, ?> writeBack) {
            Map<String, Object> parameters = parameters(writeBack);
            parameters.replaceAll((name, value) -> OFF.matcher(String.valueOf(value)).matches() ? "true" : value);
            put(parameters, Files.readString(KAMELETS.resolve(writeBack.get("sink") + ".kamelet.yaml")), "timeout", PATIENCE_MILLIS);
        }
        if (file.get("comments") instanceof Map<?, ?> comments) {
            put(parameters(comments), Files.readString(KAMELETS.resolve(comments.get("action") + ".kamelet.yaml")), "timeout", PATIENCE_MILLIS);
        }
        return new Yaml().dump(file);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> parameters(Map<?, ?> step) {
        return (Map<String, Object>) step.get("parameters");
    }

    /** Only what the kamelet has a parameter for. */
    private static void put(Map<String, Object> parameters, String kamelet, String name, String value) {
        Matcher declared = Pattern.compile("(?m)^      " + name + ":$").matcher(kamelet);
        if (declared.find()) {
            parameters.put(name, value);
        }
    }

    /** Has the hub take its files from a folder. */
    static void live(DynamicPropertyRegistry properties, Path home) {
        properties.add("serai.home", home::toString);
        // the hub derives this from serai.home, but before a test can set it
        properties.add("camel.component.kamelet.location", () -> NormalizeText.locations(home));
    }
}
