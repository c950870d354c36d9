package io.serai.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Replaces references from the queue by the raw events they stand for. */
@Component("loadEvents")
class LoadEvents {

    private final EventStore store;

    LoadEvents(EventStore store) {
        this.store = store;
    }

    /**
     * @return the events in the same order
     * @throws IllegalStateException if one of them is not stored
     */
    public List<RawEvent> load(List<EventReference> references) {
        Map<String, RawEvent> found = store.find(references.stream().map(EventReference::event).toList());
        return references.stream().map(reference -> Optional.ofNullable(found.get(reference.event()))
            .orElseThrow(() -> new IllegalStateException("event " + reference.event() + " is not stored"))).toList();
    }
}
