package io.serai.connector;

import org.springframework.stereotype.Component;

/** Hands a raw event to a normalising kamelet: as text that is JSON within our limits. */
@Component("eventText")
class EventText {

    /** @throws UnreadableEventException saying where it stops being JSON */
    public String text(RawEvent event) {
        try {
            return ReadableJson.read(event.payload()).toString();
        } catch (ReadableJson.UnreadableException e) {
            throw new UnreadableEventException(e.getMessage());
        }
    }
}
