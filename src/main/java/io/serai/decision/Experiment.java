package io.serai.decision;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tries thresholds on real tickets: each is in one variant, by a hash of tenant and id, and always in the same.
 *
 * @param variants in the file's order, the one named {@link #CONTROL} among them; each the thresholds that it changes, possibly none
 */
record Experiment(String name, Map<String, Map<String, Double>> variants) {

    /** What the others are compared with. */
    static final String CONTROL = "control";
    /** What a variant of this name changes if nothing else is said. */
    static final Map<String, Map<String, Double>> READY = Map.of(CONTROL, Map.of(),
        "aggressive", Map.of("resolve", 0.7, "followUp", 0.5, "clarify", 0.2, "askApproval", 0.5),
        "conservative", Map.of("resolve", 0.9, "followUp", 0.7, "clarify", 0.4, "askApproval", 0.7));

    Experiment {
        variants = new LinkedHashMap<>(variants);
    }

    String variant(String tenant, String ticketId) {
        List<String> names = List.copyOf(variants.keySet());
        return names.get((int) (Place.of("experiment " + name, tenant, ticketId) * names.size()));
    }
}
