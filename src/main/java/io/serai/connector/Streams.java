package io.serai.connector;

import io.serai.connector.Connector.Step;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What flows by itself between a connected system and the hub.
 *
 * @param feed   the kamelet that hands records over as they come, or {@code null}
 * @param events the kamelet that sends out what the hub decides and does, or {@code null}
 */
record Streams(Step feed, Step events) {

    static final Streams NONE = new Streams(null, null);

    List<Step> steps() {
        return Stream.of(feed, events).filter(Objects::nonNull).toList();
    }
}
