package io.serai.connector;

import org.springframework.stereotype.Component;

/** Finds the route that normalises a raw event, among those of the connectors that are on. */
@Component("normalizerOf")
class NormalizerOf {

    private final Connectors connectors;

    NormalizerOf(Connectors connectors) {
        this.connectors = connectors;
    }

    /**
     * @return {@code direct:connector-normalize-<name>}, with the name as the connector's file has it
     * @throws IllegalStateException if the event's connector is switched off now
     */
    public String normalizer(RawEvent event) {
        return connectors.find(event.connector()).map(connector -> "direct:connector-normalize-" + connector.name())
            .orElseThrow(() -> new IllegalStateException("connector '" + event.connector() + "' is switched off"));
    }
}
