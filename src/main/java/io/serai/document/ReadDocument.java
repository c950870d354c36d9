package io.serai.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads an uploaded document in a process of its own. Changes nothing but what the document's own progress says. */
@Component("readDocument")
class ReadDocument {

    private final DocumentStore store;
    private final DocumentReader reader;
    private final WorkFolder folder;

    ReadDocument(DocumentStore store, DocumentReader reader, WorkFolder folder) {
        this.store = store;
        this.reader = reader;
        this.folder = folder;
    }

    DocumentOutcome read(WaitingDocument waiting) {
        Optional<StoredDocument> document = store.begin(waiting);
        if (document.isEmpty()) {
            return DocumentOutcome.overtaken(waiting);
        }
        Path file = folder.file();
        try {
            store.content(waiting.document(), file);
            return DocumentOutcome.read(waiting, reader.read(file, document.get().name(), progress -> store.progress(waiting, progress)));
        } catch (RefusedDocumentException e) {
            return DocumentOutcome.refused(waiting, e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            remove(file);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
