package io.serai.connector;

import io.serai.writeback.WriteBack;
import org.springframework.stereotype.Component;

/** Finds the route that writes a note, among those of the connectors that are on. */
@Component("writerOf")
class WriterOf {

    private final Connectors connectors;

    WriterOf(Connectors connectors) {
        this.connectors = connectors;
    }

    /** @throws IllegalStateException if the connector is switched off now, or its source takes no notes */
    public String writer(WriteBack note) {
        return "direct:" + connectors.find(note.connector()).filter(connector -> connector.streams().writeBack() != null).map(ConnectorRoutes::writeRoute)
            .orElseThrow(() -> new IllegalStateException("connector '" + note.connector() + "' is switched off or takes no notes"));
    }
}
