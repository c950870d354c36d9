package io.serai.connector;

import io.serai.context.RequesterLookup;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Lets a question through to a directory, unless the connector is paused or the directory takes no calls now: nobody waits for that. */
@Component("admitContext")
class AdmitContext {

    private final ConnectorStates states;
    private final Pauses pauses;

    AdmitContext(ConnectorStates states, Pauses pauses) {
        this.states = states;
        this.pauses = pauses;
    }

    /** @throws NotNow if the directory is not to be asked */
    public RequesterLookup admit(RequesterLookup lookup) {
        if (pauses.find(lookup.connector()).isPresent()) {
            throw new NotNow("the connector is paused");
        }
        states.of(lookup.connector()).pause().ifPresent(pause -> {
            throw new NotNow("it takes no calls for another " + Math.max(1, pause.plus(Duration.ofMillis(500)).toSeconds()) + " s");
        });
        return lookup;
    }

    /** No call was made; says nothing about the directory. */
    static final class NotNow extends VendorCallException implements io.serai.work.NotRetryable {
        NotNow(String message) {
            super(0, null, message);
        }
    }
}
