package io.serai.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A document as it goes to where it is searched.
 *
 * @param tenant     whose it is; {@code *} for all tenants
 * @param categories of tickets it is about, possibly none
 * @param reviewed   true if somebody here vouches for it
 * @param uploadedAt when this content came
 * @param parts      at least one
 */
public record ShelvedDocument(UUID id, String tenant, List<String> categories, boolean reviewed, Instant uploadedAt, List<DocumentPart> parts) {

    public ShelvedDocument {
        categories = List.copyOf(categories);
        parts = List.copyOf(parts);
    }
}
