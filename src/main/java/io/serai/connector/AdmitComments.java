package io.serai.connector;

import io.serai.conversation.CommentLookup;
import org.springframework.stereotype.Component;

/** Lets a question for comments through, unless the connector is paused or its system takes no calls now: it is asked again soon. */
@Component("admitComments")
class AdmitComments {

    private final AskNow now;

    AdmitComments(AskNow now) {
        this.now = now;
    }

    /** @throws AskNow.NotNow if the system is not to be asked */
    public CommentLookup admit(CommentLookup lookup) {
        now.require(lookup.connector());
        return lookup;
    }
}
