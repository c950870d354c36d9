package io.serai.writeback;

import org.springframework.stereotype.Component;

/** Tells whether a note is still to be sent. */
@Component("noteDue")
class NoteDue {

    private final WriteBackStore store;

    NoteDue(WriteBackStore store) {
        this.store = store;
    }

    /** @return false if it was sent, or is never to be sent */
    public boolean isDue(WriteBack writeBack) {
        return store.isDue(writeBack);
    }
}
