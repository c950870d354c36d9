package io.serai.writeback;

import org.springframework.stereotype.Component;

/** Marks a note as being sent, before the first byte leaves. */
@Component("startNote")
class StartNote {

    private final WriteBackStore store;

    StartNote(WriteBackStore store) {
        this.store = store;
    }

    /**
     * @return the note; {@code unsure} if it was begun to be sent before and nobody knows how that ended
     * @throws IllegalStateException if it was sent in the meantime
     */
    public WriteBack start(WriteBack writeBack) {
        return writeBack.withUnsure(store.start(writeBack) > 1);
    }
}
