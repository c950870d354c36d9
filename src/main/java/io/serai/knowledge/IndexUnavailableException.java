package io.serai.knowledge;

/** The index cannot answer now: it is not open yet, or it is damaged and being built anew. */
class IndexUnavailableException extends RuntimeException {

    IndexUnavailableException(String why, Throwable cause) {
        super(why, cause);
    }
}
