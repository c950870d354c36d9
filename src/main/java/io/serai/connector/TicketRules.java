package io.serai.connector;

import io.serai.connector.Connector.Step;

/**
 * How what comes from a connected system becomes tickets, and what holds for these.
 *
 * @param normalize       the kamelet that turns one raw event into canonical tickets, or {@code null} if it brings none
 * @param mappings        what the file reads otherwise than the normalising kamelet, and whose a record is
 * @param ownUser         the user under which we write back, for the echo guard, or {@code null}
 * @param partOf          the connector that the tickets belong to, or {@code null} if they are its own
 * @param autoRemediation true if the tickets opted in to remediation without a person; false by default
 */
record TicketRules(Step normalize, Mappings mappings, String ownUser, String partOf, boolean autoRemediation) {

    TicketRules {
        mappings = mappings == null ? Mappings.NONE : mappings;
    }

    /** The same while nothing is written back. */
    TicketRules withoutOwnUser() {
        return new TicketRules(normalize, mappings, null, partOf, autoRemediation);
    }
}
