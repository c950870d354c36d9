package io.serai.mail;

/** A file that begins as a message does, and is none that can be read. Its message holds nothing of the file. */
public final class UnreadableEmlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableEmlException(String message) {
        super(message);
    }
}
