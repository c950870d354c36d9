package io.serai.connector;

import io.serai.conversation.CommentLookup;
import org.springframework.stereotype.Component;

/** Finds the route that asks for comments, among those of the connectors that are on. */
@Component("commentsOf")
class CommentsOf {

    private final Connectors connectors;

    CommentsOf(Connectors connectors) {
        this.connectors = connectors;
    }

    /** @throws IllegalStateException if the connector is switched off now, or tells no comments */
    public String endpoint(CommentLookup lookup) {
        return "direct:" + connectors.find(lookup.connector()).filter(connector -> connector.lookups().comments() != null).map(ConnectorRoutes::commentsRoute)
            .orElseThrow(() -> new IllegalStateException("connector '" + lookup.connector() + "' is switched off or tells no comments"));
    }
}
