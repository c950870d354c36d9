package io.serai.connector;

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
        return SourceComments.missing(lookup, states.of(lookup.connector()).silence(failure));
    }
}
