package io.serai.file;

/** A file of which nothing, or nothing more, can be read; says why, in words for the person who gave it. */
final class UnreadableFileException extends RuntimeException {

    UnreadableFileException(String message) {
        super(message);
    }
}
