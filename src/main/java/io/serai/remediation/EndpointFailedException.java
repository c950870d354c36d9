package io.serai.remediation;

import java.io.IOException;

/** An endpoint answered with a failure of its own (5xx, 408): counted by the circuit breaker; whether the call took effect is unclear. */
class EndpointFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String retryAfter;

    EndpointFailedException(int status, String retryAfter) {
        super("the endpoint answered " + status);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    /** The header as it came, or {@code null}. */
    String retryAfter() {
        return retryAfter;
    }
}
