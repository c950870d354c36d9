package io.serai.document;

import java.util.concurrent.TimeUnit;

/** What is left of the limits while one document is read, with everything that is in it. */
final class Budget {

    private static final int MEGABYTE = 1 << 20;
    /** Below this size no ratio is a danger. */
    private static final long HARMLESS = MEGABYTE;

    private final DocumentLimits limits;
    private long unpacked;
    private int files;
    private int characters;
    private long scannedNanos;

    Budget(DocumentLimits limits) {
        this.limits = limits;
    }

    DocumentLimits limits() {
        return limits;
    }

    /** @param more files that an archive names */
    void files(String name, long more) {
        if (files + more > limits.files()) {
            throw new RefusedDocumentException("'" + name + "' holds more than " + limits.files() + " files: not read", true);
        }
        files += (int) more;
    }

    /** Bytes that have come out of archives so far. */
    long unpacked() {
        return unpacked;
    }

    /** @param more bytes that came out of an archive */
    void unpacked(String name, long more) {
        unpacked += more;
        if (unpacked > limits.unpacked()) {
            throw new RefusedDocumentException("'" + name + "' unpacks to more than " + limits.unpacked() / MEGABYTE + " MB: not read", true);
        }
    }

    /**
     * @param packed size of the archive as it came
     * @param out    bytes that came out of it so far
     */
    void ratio(String name, long packed, long out) {
        if (out > HARMLESS && out / Math.max(1, packed) >= limits.ratio()) {
            throw new RefusedDocumentException("'" + name + "' becomes more than " + limits.ratio() + " times as large when it is unpacked: not read", true);
        }
        if (out > limits.unpacked()) {
            throw new RefusedDocumentException("'" + name + "' unpacks to more than " + limits.unpacked() / MEGABYTE + " MB: not read", true);
        }
    }

    void pages(String name, int pages) {
        if (pages > limits.pages()) {
            throw new RefusedDocumentException("'" + name + "' has more than " + limits.pages() + " pages, slides or sheets: split it");
        }
    }

    /** Characters that may still be read. */
    int charactersLeft() {
        return limits.characters() - characters;
    }

    RefusedDocumentException tooMuchText(String name) {
        return new RefusedDocumentException("'" + name + "' holds more than " + limits.characters() + " characters of text: split it", true);
    }

    void characters(String name, int more) {
        if (more > charactersLeft()) {
            throw tooMuchText(name);
        }
        characters += more;
    }

    /** True if there is time for one more picture or scanned page. */
    boolean mayScan() {
        return scannedNanos < TimeUnit.SECONDS.toNanos(limits.scan());
    }

    /** @param nanos that a picture or a scanned page took */
    void scanned(long nanos) {
        scannedNanos += nanos;
    }
}
