package io.serai.remediation;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.serai.remediation.Answer.Result;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Tells what is known about the effect of a call that failed. */
@Component("judgeFailure")
class JudgeFailure {

    private final Permits permits;
    private final RemediationProperties properties;
    private final Clock clock;

    JudgeFailure(Permits permits, RemediationProperties properties, Clock clock) {
        this.permits = permits;
        this.properties = properties;
        this.clock = clock;
    }

    /** @param failure absent if the circuit breaker let nothing through */
    public Answer judge(@Variable("call") Call call, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        if (permits.withdraw(call.key())) {
            boolean open = failure == null || failure instanceof CallNotPermittedException;
            return new Answer(call.attempt(), Result.NOT_SENT, open ? "the endpoint failed too often, its circuit breaker is open"
                : "the endpoint could not be reached (" + failure.getClass().getSimpleName() + ")",
                open ? properties.hold().multipliedBy(4) : properties.hold());
        }
        if (failure instanceof EndpointFailedException failed) {
            boolean unavailable = failed.status() == 503 && failed.retryAfter() != null;
            return new Answer(call.attempt(), unavailable ? Result.UNAVAILABLE : Result.UNCLEAR, failed.getMessage(),
                RetryAfter.read(failed.retryAfter(), properties.hold(), clock));
        }
        String name = failure == null ? "no answer" : failure.getClass().getSimpleName();
        return new Answer(call.attempt(), Result.UNCLEAR, "the call broke off (" + name + ")", Duration.ZERO);
    }
}
