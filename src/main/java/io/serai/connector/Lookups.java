package io.serai.connector;

import io.serai.connector.Connector.Knowledge;
import io.serai.connector.Connector.Step;

/**
 * What a connected system knows besides tickets.
 *
 * @param knowledge how its articles are read, or {@code null} if it brings none; then the connector's {@code poll} lists them
 * @param context   the kamelet that tells about a requester, or {@code null} if it cannot
 * @param comments  the kamelet that tells what people said on a ticket, or {@code null} if it cannot
 */
record Lookups(Knowledge knowledge, Step context, Step comments) {

    static final Lookups NONE = new Lookups(null, null, null);
}
