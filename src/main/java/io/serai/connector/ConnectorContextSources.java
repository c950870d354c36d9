package io.serai.connector;

import io.serai.context.ContextSources;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The directories among the connectors; the first by name of those of a tenant. */
@Component
class ConnectorContextSources implements ContextSources {

    private final Connectors connectors;

    ConnectorContextSources(Connectors connectors) {
        this.connectors = connectors;
    }

    @Override
    public Optional<String> of(String tenant) {
        return connectors.all().stream().filter(connector -> connector.lookups().context() != null && connector.tenant().equals(tenant)).map(Connector::name)
            .findFirst();
    }
}
