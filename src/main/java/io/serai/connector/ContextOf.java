package io.serai.connector;

import io.serai.context.RequesterLookup;
import org.springframework.stereotype.Component;

/** Finds the route that asks a directory, among those of the connectors that are on. */
@Component("contextOf")
class ContextOf {

    private final Connectors connectors;

    ContextOf(Connectors connectors) {
        this.connectors = connectors;
    }

    /** @throws IllegalStateException if the connector is switched off now */
    public String endpoint(RequesterLookup lookup) {
        return "direct:" + connectors.find(lookup.connector()).map(ConnectorRoutes::contextRoute)
            .orElseThrow(() -> new IllegalStateException("connector '" + lookup.connector() + "' is switched off"));
    }
}
