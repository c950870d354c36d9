package io.serai.remediation;

import io.serai.work.NotRetryable;

/** Work names an execution that is not stored. */
class UnknownExecutionException extends RuntimeException implements NotRetryable {

    private static final long serialVersionUID = 1L;

    UnknownExecutionException(String id) {
        super("execution " + id + " is not stored");
    }
}
