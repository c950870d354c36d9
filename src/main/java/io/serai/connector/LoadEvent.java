package io.serai.connector;

import org.springframework.stereotype.Component;

/** Replaces a reference from the queue by the raw event it stands for. */
@Component("loadEvent")
class LoadEvent {

    private final EventStore store;

    LoadEvent(EventStore store) {
        this.store = store;
    }

    /** @throws IllegalStateException if there is no such event */
    public RawEvent load(EventReference reference) {
        return store.find(reference.event()).orElseThrow(() -> new IllegalStateException("event " + reference.event() + " is not stored"));
    }
}
