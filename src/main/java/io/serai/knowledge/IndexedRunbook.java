package io.serai.knowledge;

import java.util.List;

/**
 * A runbook as it goes into the index.
 *
 * @param tenant whose it is; {@link #EVERYONE} for all tenants
 * @param origin where an article comes from, or {@code null} for a runbook
 * @param chunks in the order of the text; those without a vector are found by the runbook's words only
 */
record IndexedRunbook(String tenant, String id, String title, List<String> categories, List<String> actions, String text,
                      Evidence.Origin origin, List<Part> chunks) {

    static final String EVERYONE = "*";

    /** @param vector {@code null} as long as the chunk is not embedded */
    record Part(String text, float[] vector) {
    }

    /** False for what nobody here has vouched for. */
    boolean reviewed() {
        return origin == null || origin.reviewed();
    }

    String key() {
        return tenant + "/" + id;
    }
}
