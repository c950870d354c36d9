package io.serai.database;

/** The database cannot be had; says what is wrong and what a person can do about it. */
class DatabaseStartException extends RuntimeException {

    private final String action;

    DatabaseStartException(String fault, String action) {
        super(fault);
        this.action = action;
    }

    DatabaseStartException(String fault, String action, Throwable cause) {
        super(fault, cause);
        this.action = action;
    }

    String action() {
        return action;
    }
}
