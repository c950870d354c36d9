package io.serai.writeback;

import org.springframework.stereotype.Component;

/** Marks a note as sent. */
@Component("finishNote")
class FinishNote {

    private final WriteBackStore store;

    FinishNote(WriteBackStore store) {
        this.store = store;
    }

    /** @return the note */
    public WriteBack finish(WriteBack writeBack) {
        store.finish(writeBack);
        return writeBack;
    }
}
