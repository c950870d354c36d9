package io.serai.database;

/** The database cannot be had by a command; says in words what is wrong and what can be done. */
public final class UnusableDatabaseException extends RuntimeException {

    UnusableDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
