package io.serai.connector;

/** A file or a vault does not give a secret: says why, never what it holds. */
class SecretUnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    SecretUnreadableException(String message) {
        super(message);
    }
}
