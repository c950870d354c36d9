package io.serai.document;

import java.util.Map;
import java.util.UUID;

/** Where documents are searched. All that changes something joins the caller's transaction. */
public interface DocumentShelf {

    /**
     * How far a document is.
     *
     * @param chunks   that it was cut into
     * @param embedded those of them that have a vector; the others are found by their words only
     */
    record Progress(int chunks, int embedded) {
    }

    /** Puts a document there, in place of what it said before. */
    void put(ShelvedDocument document);

    /** Takes a document out; one that is not there counts as taken out. */
    void remove(UUID document, String tenant);

    /** Lets a document count as vouched for. */
    void review(UUID document, String tenant);

    /** @param tenants of documents, by id. @return those of them that are there */
    Map<UUID, Progress> progress(Map<UUID, String> tenants);
}
