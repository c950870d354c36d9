package io.serai.document;

import java.util.Optional;

/**
 * What came of reading a document.
 *
 * @param text  what it says; absent if it is refused, or if there is nothing to be done any more
 * @param fault why it is refused
 */
record DocumentOutcome(WaitingDocument waiting, Optional<DocumentReader.Text> text, Optional<String> fault) {

    static DocumentOutcome read(WaitingDocument waiting, DocumentReader.Text text) {
        return new DocumentOutcome(waiting, Optional.of(text), Optional.empty());
    }

    static DocumentOutcome refused(WaitingDocument waiting, String fault) {
        return new DocumentOutcome(waiting, Optional.empty(), Optional.of(fault));
    }

    /** Newer content has come in the meantime, or the document is gone. */
    static DocumentOutcome overtaken(WaitingDocument waiting) {
        return new DocumentOutcome(waiting, Optional.empty(), Optional.empty());
    }
}
