package io.serai.connector;

import java.time.Duration;
import java.util.Objects;

/**
 * A raw event at the door, not stored yet.
 *
 * @param window for how long another event with the same key counts as this one again
 * @param fault  why no normaliser can read it, in words, or {@code null} if nothing is known against it
 */
record IncomingEvent(RawEvent event, Duration window, String fault) {

    IncomingEvent {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(window, "window");
    }
}
