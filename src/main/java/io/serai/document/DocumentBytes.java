package io.serai.document;

/** Reads documents that other features have in memory, with the limits of {@link DocumentReader}. */
public interface DocumentBytes {

    /**
     * Reads a file; returns when it is done, or the time is over.
     *
     * @param name what the one who brought it calls it
     * @throws RefusedDocumentException if it is not read, and why
     */
    DocumentReader.Text read(byte[] content, String name);
}
