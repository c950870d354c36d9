package io.serai.connector;

import java.util.List;
import org.springframework.stereotype.Component;

@Component
class ConnectorEventTargets implements EventTargets {

    private final List<String> names;

    ConnectorEventTargets(Connectors connectors) {
        // a connector's file is read once, at start
        this.names = connectors.all().stream().filter(connector -> connector.streams().events() != null).map(Connector::name).toList();
    }

    @Override
    public List<String> names() {
        return names;
    }
}
