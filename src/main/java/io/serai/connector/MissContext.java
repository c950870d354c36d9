package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.serai.context.RequesterLookup;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Says why a directory did not tell about a requester; the ticket goes on without. */
@Component("missContext")
class MissContext {

    private final ConnectorStates states;

    MissContext(ConnectorStates states) {
        this.states = states;
    }

    /**
     * @param failure absent if the deadline came first, or the circuit breaker let nothing through; Camel tells the two apart no further
     * @return {@code {"unavailable":"why"}}
     */
    public JsonNode miss(@Variable("lookup") RequesterLookup lookup, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        boolean closed = states.of(lookup.connector()).breaker().getState() == CircuitBreaker.State.CLOSED;
        String late = closed ? "no answer in time" : "no answer in time, or it failed too often and is not asked for a while";
        return JsonNodeFactory.instance.objectNode().put("unavailable", failure == null ? late : ConnectorState.text(failure));
    }
}
