package io.serai.remediation;

import io.serai.remediation.Finding.Result;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Turns a question that an endpoint did not answer into a finding that nothing is known. */
@Component("missAnswer")
class MissAnswer {

    /** @param failure absent if the circuit breaker let nothing through */
    public Finding miss(@Variable("call") Call call, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        return new Finding(call.attempt(), Result.UNCLEAR,
            "the endpoint could not be asked (" + (failure == null ? "circuit breaker open" : failure.getClass().getSimpleName()) + ")");
    }
}
