package io.serai.document;

import io.serai.work.WorkBody;
import java.util.Objects;
import java.util.UUID;

/**
 * An uploaded content that is to be read.
 *
 * @param document whose content it is
 * @param hash     of the content; if the document has another one by now, there is nothing to be done
 */
record WaitingDocument(UUID document, String hash) implements WorkBody {

    static final String STAGE = "document";

    WaitingDocument {
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(hash, "hash");
    }

    @Override
    public String workKey() {
        return document + "/" + hash;
    }

    @Override
    public String orderingKey() {
        return document.toString();
    }
}
