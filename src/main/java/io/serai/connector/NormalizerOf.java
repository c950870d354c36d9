package io.serai.connector;

import org.springframework.stereotype.Component;

/** Finds the route that normalises an event, among those of the connectors that are on. */
@Component("normalizerOf")
class NormalizerOf {

    private final Connectors connectors;

    NormalizerOf(Connectors connectors) {
        this.connectors = connectors;
    }

    /** @throws IllegalStateException if the connector is switched off now */
    public String normalizer(RawEvent event) {
        return "direct:" + connectors.find(event.connector()).filter(connector -> connector.tickets().normalize() != null).map(ConnectorRoutes::normalizeRoute)
            .orElseThrow(() -> new IllegalStateException("connector '" + event.connector() + "' is switched off"));
    }
}
