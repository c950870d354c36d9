package io.serai.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A runbook as it goes into the index.
 *
 * @param tenant whose it is; {@link #EVERYONE} for all tenants
 * @param origin where an article comes from, or {@code null} for a runbook
 * @param traits what it can be narrowed down by, and what people say of it
 * @param chunks in the order of the text; those without a vector are found by the runbook's words only
 */
record IndexedRunbook(String tenant, String id, String title, List<String> categories, List<String> actions, String text,
                      Evidence.Origin origin, Traits traits, List<Part> chunks) {

    static final String EVERYONE = "*";

    IndexedRunbook {
        Objects.requireNonNull(traits, "traits");
    }

    IndexedRunbook(String tenant, String id, String title, List<String> categories, List<String> actions, String text, Evidence.Origin origin,
                   List<Part> chunks) {
        this(tenant, id, title, categories, actions, text, origin, Traits.NONE, chunks);
    }

    /** @param vector {@code null} as long as the chunk is not embedded */
    record Part(String text, float[] vector) {
    }

    /**
     * @param products  products and labels, possibly none
     * @param language  ISO 639-1, or {@code null} if it is not known
     * @param changedAt when it was last changed, or {@code null} if that is not known
     * @param boost     from -1.0 to 1.0; without effect on what nobody vouches for
     */
    record Traits(List<String> products, String language, Instant changedAt, double boost) {

        static final Traits NONE = new Traits(List.of(), null, null, 0);
    }

    /** False for what nobody here has vouched for. */
    boolean reviewed() {
        return origin == null || origin.reviewed();
    }

    String key() {
        return tenant + "/" + id;
    }
}
