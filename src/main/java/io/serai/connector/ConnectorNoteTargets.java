package io.serai.connector;

import io.serai.writeback.NoteTargets;
import org.springframework.stereotype.Component;

@Component
class ConnectorNoteTargets implements NoteTargets {

    private final Connectors connectors;

    ConnectorNoteTargets(Connectors connectors) {
        this.connectors = connectors;
    }

    @Override
    public boolean takesNotes(String connector) {
        return connectors.find(connector).filter(found -> found.streams().writeBack() != null).isPresent();
    }
}
