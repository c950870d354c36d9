package io.serai.mail;

/** A message that cannot be read. Says what it lacks, in words that begin with {@code no} and hold nothing of the message. */
final class UnreadableMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableMessageException(String message) {
        super(message);
    }
}
