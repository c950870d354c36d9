package io.serai.connector;

import io.serai.home.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of one file in {@code connector-configs/}.
 *
 * @param name      the file's stem
 * @param origin    what messages call the file
 * @param connector the connector; absent if the file has faults. If the connector is off it can only normalise: no hook, poll or write-back
 * @param missing   environment variables that are not set, and secrets that cannot be read, with the reason; if there are any the connector is off
 * @param off       sections that are left out, each with what is missing
 * @param faults    what is wrong with the file
 */
record ConnectorFile(String name, String origin, Optional<Connector> connector, List<String> missing,
                     Map<String, List<String>> off, List<Fault> faults) {

    boolean on() {
        return connector.isPresent() && missing.isEmpty();
    }

    /** Why it is off, or that it is on. */
    String reason() {
        if (!faults.isEmpty()) {
            return "refused: " + faults.get(0) + (faults.size() > 1 ? " (and " + (faults.size() - 1) + " more)" : "");
        }
        if (!missing.isEmpty()) {
            return "off until set: " + String.join(", ", missing);
        }
        return "on" + off.entrySet().stream().map(one -> "; " + one.getKey() + " off until set: " + String.join(", ", one.getValue()))
            .collect(Collectors.joining());
    }
}
