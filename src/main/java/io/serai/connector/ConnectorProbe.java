package io.serai.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out whether a system can be used that speaks another protocol than HTTP, so that {@code check:} of the connector's file cannot ask it. A
 * feature whose kamelets do so implements it.
 */
public interface ConnectorProbe {

    /** @param fault what is wrong, in words; absent if nothing is */
    record Probe(String what, Optional<String> fault) {
    }

    /** True if it has questions about what this kamelet does. */
    boolean knows(String kamelet);

    /**
     * Asks, and changes nothing there.
     *
     * @param kamelet    one that it knows
     * @param parameters as the connector's file has them, placeholders resolved
     */
    List<Probe> probe(String connector, String kamelet, Map<String, String> parameters);
}
