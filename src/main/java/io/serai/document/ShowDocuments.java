package io.serai.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Joins what is known of documents with how far their search is. */
@Component
class ShowDocuments {

    private final DocumentShelf shelf;

    ShowDocuments(DocumentShelf shelf) {
        this.shelf = shelf;
    }

    /** In the same order. */
    List<DocumentView> show(List<StoredDocument> documents) {
        Map<UUID, DocumentShelf.Progress> progress = shelf.progress(documents.stream().collect(Collectors.toMap(StoredDocument::id, StoredDocument::tenant)));
        Function<StoredDocument, DocumentView> view = document -> DocumentView.of(document, Optional.ofNullable(progress.get(document.id())));
        return documents.stream().map(view).toList();
    }

    DocumentView show(StoredDocument document) {
        return show(List.of(document)).get(0);
    }
}
