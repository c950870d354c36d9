package io.serai.remediation;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** A verdict that cannot be accepted; the answer says why. */
class RefusedApprovalException extends ResponseStatusException {

    private static final long serialVersionUID = 1L;

    RefusedApprovalException(HttpStatus status, String detail) {
        super(status, detail);
    }
}
