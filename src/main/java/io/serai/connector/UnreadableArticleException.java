package io.serai.connector;

/** A source gave an article, and it is not as documented. Says what is missing, never what it holds. */
class UnreadableArticleException extends RuntimeException {

    UnreadableArticleException(String message) {
        super(message);
    }
}
