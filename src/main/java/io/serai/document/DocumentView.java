package io.serai.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A document as the API shows it.
 *
 * @param state    {@code waiting}, {@code reading}, {@code indexing} (found by its words already), {@code ready} or {@code refused}
 * @param progress how far it is, in words
 * @param fault    why the content that came last is refused
 * @param notes    what in it is not read, and what is odd about it
 * @param version  how many contents were kept; 0 if there is nothing to search yet
 * @param reviewed false until somebody who may has vouched for it
 * @param chunks   that it was cut into
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record DocumentView(UUID id, String tenant, String name, String state, String progress, String fault, List<String> notes, long size, int version,
                    @JsonInclude(JsonInclude.Include.ALWAYS) boolean reviewed, List<String> categories, String uploadedBy, Instant uploadedAt,
                    Instant changedAt, Integer chunks) {

    static final String INDEXING = "indexing";
    static final String READY = "ready";

    static DocumentView of(StoredDocument document, Optional<DocumentShelf.Progress> shelf) {
        boolean kept = document.state().equals(StoredDocument.KEPT);
        boolean indexing = kept && shelf.filter(progress -> progress.embedded() < progress.chunks()).isPresent();
        String progress = indexing ? shelf.get().embedded() + " of " + shelf.get().chunks() + " chunks" : document.progress();
        return new DocumentView(document.id(), document.tenant(), document.name(), indexing ? INDEXING : kept ? READY : document.state(), progress,
            document.fault(), document.notes(), document.size(), document.version(), document.reviewed(), document.categories(), document.uploadedBy(),
            document.uploadedAt(), document.changedAt(), shelf.map(DocumentShelf.Progress::chunks).orElse(null));
    }

    /** True if nothing more will happen by itself. */
    boolean settled() {
        return state.equals(READY) || state.equals(StoredDocument.REFUSED);
    }
}
