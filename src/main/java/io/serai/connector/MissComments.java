package io.serai.connector;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.serai.conversation.CommentLookup;
import io.serai.conversation.SourceComments;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Says why a system did not tell what people said on a ticket; it is asked again. */
@Component("missComments")
class MissComments {

    private final ConnectorStates states;

    MissComments(ConnectorStates states) {
        this.states = states;
    }

    /** @param failure absent if the circuit breaker let nothing through */
    public SourceComments miss(@Variable("lookup") CommentLookup lookup, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        boolean closed = states.of(lookup.connector()).breaker().getState() == CircuitBreaker.State.CLOSED;
        return SourceComments.missing(lookup, failure != null ? ConnectorState.text(failure) : closed ? "no answer" : "it failed too often and is not asked for a while");
    }
}
