package io.serai.openai;

import java.io.IOException;

/** An answer was longer than allowed; it was cut off there and not read. */
public class ResponseTooLargeException extends IOException {

    private final int limit;

    ResponseTooLargeException(int limit) {
        super("the answer is larger than " + limit + " bytes");
        this.limit = limit;
    }

    /** In bytes. */
    public int limit() {
        return limit;
    }
}
