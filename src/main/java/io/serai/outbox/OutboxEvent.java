package io.serai.outbox;

import java.util.Objects;

/**
 * One event on its way out.
 *
 * @param sequence its place among all that were kept
 * @param id       a time-ordered UUID; the same however often it is sent
 * @param key      id of the ticket it is about: events with the same key keep their order
 * @param type     {@code io.serai.decision.made}, …
 * @param json     the whole event, a CloudEvent 1.0 in structured form
 */
public record OutboxEvent(long sequence, String id, String key, String type, String json) {

    public OutboxEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(json, "json");
    }

    @Override
    public String toString() {
        return "OutboxEvent[" + id + ", " + type + "]";
    }
}
