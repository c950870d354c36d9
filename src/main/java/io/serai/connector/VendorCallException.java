package io.serai.connector;

import io.serai.work.NotRetryable;
import java.time.Duration;
import java.util.Optional;

/** A vendor's system did not do what it was asked. Says the status and what to look at, never what the answer held. */
class VendorCallException extends RuntimeException {

    private final int status;
    private final transient Duration retryAfter;

    VendorCallException(int status, Duration retryAfter, String message) {
        super(message);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** HTTP status, or 0 if the answer had the right status and the wrong content. */
    int status() {
        return status;
    }

    /** How long the vendor asks us to wait. */
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    boolean isRateLimit() {
        return status == 429 || status == 503 && retryAfter != null;
    }

    /** The call can never succeed as it is. */
    static final class Refused extends VendorCallException implements NotRetryable {
        Refused(int status, String message) {
            super(status, null, message);
        }
    }

    static VendorCallException of(int status, Duration retryAfter) {
        return switch (status) {
            case 401, 403 -> new VendorCallException(status, null, "HTTP " + status + ": the credentials are wrong, expired or may not do this");
            case 429 -> new VendorCallException(status, retryAfter, "HTTP 429: too many calls"
                + (retryAfter == null ? "" : ", next call in " + retryAfter.toSeconds() + " s"));
            case 400, 404, 405, 406, 410, 413, 414, 415, 422 ->
                new Refused(status, "HTTP " + status + ": the source does not know what is asked, or refuses it");
            default -> status >= 300 && status < 400
                ? new Refused(status, "HTTP " + status + ": the source redirects; redirects are not followed, correct the URL")
                : new VendorCallException(status, retryAfter, "HTTP " + status);
        };
    }
}
