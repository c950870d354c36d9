package io.serai.connector;

import io.serai.work.NotRetryable;

/** A raw event that cannot be turned into tickets: says what is missing or where it breaks, never what the event holds. */
public class UnreadableEventException extends RuntimeException implements NotRetryable {

    public UnreadableEventException(String message) {
        super(message);
    }
}
