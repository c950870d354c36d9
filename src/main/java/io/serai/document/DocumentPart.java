package io.serai.document;

import java.util.List;
import java.util.Objects;

/**
 * What a document says. Most documents are one part; an archive is one for each file in it, an e-mail one for its text and one for each
 * attachment.
 *
 * @param path     where in the document it stands, {@code /} between levels; empty for the document itself
 * @param title    one line, 1 to 500 characters
 * @param language ISO 639-1, or empty if it cannot be told
 * @param text     Markdown, never blank
 * @param notes    what was left out or is odd, in words; possibly none
 */
public record DocumentPart(String path, String title, String language, String text, List<String> notes) {

    public DocumentPart {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(language, "language");
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("a part of a document has no text");
        }
        notes = List.copyOf(notes);
    }
}
