package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
     * @param failure absent if the deadline came first, or the circuit breaker let nothing through
     * @return {@code {"unavailable":"why"}}
     */
    public JsonNode miss(@Variable("connector") String connector, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        return JsonNodeFactory.instance.objectNode().put("unavailable", states.of(connector).silence(failure));
    }
}
