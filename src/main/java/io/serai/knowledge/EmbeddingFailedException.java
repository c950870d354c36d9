package io.serai.knowledge;

/** The embedding model cannot be loaded or run; search goes on without vectors. */
class EmbeddingFailedException extends RuntimeException {

    EmbeddingFailedException(String model, Throwable cause) {
        super("embedding model " + model + " does not answer: " + cause, cause);
    }
}
