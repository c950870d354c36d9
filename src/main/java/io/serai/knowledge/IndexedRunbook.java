package io.serai.knowledge;

import java.util.List;

/**
 * A runbook as it goes into the index.
 *
 * @param tenant whose it is; {@link #EVERYONE} for all tenants
 * @param chunks in the order of the text; those without a vector are found by the runbook's words only
 */
record IndexedRunbook(String tenant, String id, String title, List<String> categories, List<String> actions, String text,
                      List<Part> chunks) {

    static final String EVERYONE = "*";

    /** @param vector {@code null} as long as the chunk is not embedded */
    record Part(String text, float[] vector) {
    }

    String key() {
        return tenant + "/" + id;
    }
}
