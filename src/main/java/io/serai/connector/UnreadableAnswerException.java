package io.serai.connector;

/** An answer had the right status and the wrong content: too large, or no JSON. What is asked for may be so, while the system is well. */
class UnreadableAnswerException extends VendorCallException {

    UnreadableAnswerException(String message) {
        super(0, null, message);
    }
}
