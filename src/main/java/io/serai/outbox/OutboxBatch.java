package io.serai.outbox;

import java.util.List;
import java.util.Objects;

/**
 * Events that are sent together.
 *
 * @param connector for which they were kept
 * @param events    oldest first, possibly none
 * @param more      true if there may be further ones now
 */
public record OutboxBatch(String connector, List<OutboxEvent> events, boolean more) {

    public OutboxBatch {
        Objects.requireNonNull(connector, "connector");
        events = List.copyOf(events);
    }

    /** For the route. */
    public boolean isDue() {
        return !events.isEmpty();
    }
}
