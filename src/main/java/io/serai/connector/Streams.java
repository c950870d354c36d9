package io.serai.connector;

import io.serai.connector.Connector.Hook;
import io.serai.connector.Connector.Step;

/**
 * What flows between a connected system and the hub.
 *
 * @param hook      how webhooks are let in, or {@code null} if it takes none
 * @param poll      the kamelet that polls, or {@code null} if it is not polled
 * @param feed      the kamelet that hands records over as they come, or {@code null}
 * @param writeBack the kamelet that takes notes, or {@code null} if the source takes none
 * @param events    the kamelet that sends out what the hub decides and does, or {@code null}
 */
record Streams(Hook hook, Step poll, Step feed, Step writeBack, Step events) {

    static final Streams NONE = new Streams(null, null, null, null, null);
}
