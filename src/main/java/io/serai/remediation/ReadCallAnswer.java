package io.serai.remediation;

import io.serai.remediation.Answer.Result;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Reads from an endpoint's status what became of a call. */
@Component("readCallAnswer")
class ReadCallAnswer {

    private final RemediationProperties properties;
    private final Clock clock;

    ReadCallAnswer(RemediationProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Reads the answer to a call.
     *
     * @throws EndpointFailedException for 408 and 5xx, so that the circuit breaker counts it
     */
    public Answer read(@Variable("call") Call call, @Header(Exchange.HTTP_RESPONSE_CODE) int status, @Header("Retry-After") String retryAfter)
            throws EndpointFailedException {
        if (status == 408 || status >= 500) {
            throw new EndpointFailedException(status, retryAfter);
        }
        String detail = "the endpoint answered " + status;
        if (status >= 200 && status < 300) {
            return new Answer(call.attempt(), Result.DONE, detail, Duration.ZERO);
        }
        if (status == 429) {
            return new Answer(call.attempt(), Result.BUSY, detail, RetryAfter.read(retryAfter, properties.hold().multipliedBy(4), clock));
        }
        boolean moved = status == 301 || status == 307 || status == 308;
        boolean refused = status >= 400 && status != 409 && status != 425;
        return new Answer(call.attempt(), moved || refused ? Result.REFUSED : Result.UNCLEAR,
            moved ? detail + ", a redirect, which is not followed" : detail, Duration.ZERO);
    }
}
