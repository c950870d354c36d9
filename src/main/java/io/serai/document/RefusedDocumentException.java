package io.serai.document;

/** A document is not read, and the message says in words why; it names the file, and the limit if it is one. */
public class RefusedDocumentException extends RuntimeException {

    private final boolean whole;

    public RefusedDocumentException(String message) {
        this(message, false);
    }

    RefusedDocumentException(String message, boolean whole) {
        super(message);
        this.whole = whole;
    }

    /** True if a limit is broken that holds for an archive as a whole: what else is in it is not read either. */
    boolean whole() {
        return whole;
    }
}
