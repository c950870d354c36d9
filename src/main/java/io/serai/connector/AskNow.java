package io.serai.connector;

import java.time.Duration;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Lets a question that nothing waits for through to a system, unless its connector is paused or it takes no calls now. */
@Component("askNow")
class AskNow {

    private final ConnectorStates states;
    private final Pauses pauses;

    AskNow(ConnectorStates states, Pauses pauses) {
        this.states = states;
        this.pauses = pauses;
    }

    /** @throws NotNow while the connector is paused or its system takes no calls */
    public void require(@Variable("connector") String connector) {
        if (pauses.find(connector).isPresent()) {
            throw new NotNow("the connector is paused");
        }
        states.of(connector).pause().ifPresent(pause -> {
            throw new NotNow("it takes no calls for another " + Math.max(1, pause.plus(Duration.ofMillis(500)).toSeconds()) + " s");
        });
    }

    /** No call was made; says nothing about the system. */
    static final class NotNow extends VendorCallException implements io.serai.work.NotRetryable {
        NotNow(String message) {
            super(0, null, message);
        }
    }
}
