package io.serai.remediation;

import io.serai.work.NotRetryable;

/** A decision asks for a remediation, and its analysis proposes none. */
class NoActionProposedException extends RuntimeException implements NotRetryable {

    private static final long serialVersionUID = 1L;

    NoActionProposedException(String decisionId) {
        super("decision " + decisionId + " asks for a remediation, and its analysis proposes no action");
    }
}
