package io.serai.connector;

import io.serai.context.RequesterLookup;
import org.springframework.stereotype.Component;

/** Lets a question through to a directory, unless the connector is paused or the directory takes no calls now: nobody waits for that. */
@Component("admitContext")
class AdmitContext {

    private final AskNow now;

    AdmitContext(AskNow now) {
        this.now = now;
    }

    /** @throws AskNow.NotNow if the directory is not to be asked */
    public RequesterLookup admit(RequesterLookup lookup) {
        now.require(lookup.connector());
        return lookup;
    }
}
