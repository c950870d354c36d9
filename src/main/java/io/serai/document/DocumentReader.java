package io.serai.document;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Reads documents, each within its limits of time and memory, whatever is in them. Safe for concurrent use. */
public interface DocumentReader {

    /**
     * What a document says.
     *
     * @param parts   in the order in which they stand there, at least one
     * @param leftOut what of an archive or a mail is not read, and why, in words; possibly none
     */
    record Text(List<DocumentPart> parts, List<String> leftOut) {
        public Text {
            parts = List.copyOf(parts);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * Reads a file; returns when it is done, or the time is over.
     *
     * @param name     what the one who brought it calls it: for messages, for its title, and as a hint of what it is
     * @param progress told how far it is, in words, a few times a second
     * @throws RefusedDocumentException if it is not read, and why
     */
    Text read(Path file, String name, Consumer<String> progress);
}
