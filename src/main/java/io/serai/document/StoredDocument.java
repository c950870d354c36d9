package io.serai.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An uploaded document.
 *
 * @param state    {@code waiting}, {@code reading}, {@code kept} or {@code refused}; of the content that came last
 * @param progress how far the reading is, in words, or {@code null}
 * @param fault    why it is refused, or {@code null}
 * @param notes    what in it is not read, and what is odd about it
 * @param version  how many contents were kept; 0 if there is nothing to search yet
 */
record StoredDocument(UUID id, String tenant, String name, String hash, long size, String state, String progress, String fault, List<String> notes,
                      List<String> categories, boolean reviewed, int version, String uploadedBy, Instant uploadedAt, Instant changedAt) {

    static final String WAITING = "waiting";
    static final String KEPT = "kept";
    static final String REFUSED = "refused";
}
