package io.serai.connector;

import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;

/** Makes running routes of the connectors that are on, from the route templates. */
@Component
class StartConnectors implements CamelContextConfiguration {

    private final Connectors connectors;

    StartConnectors(Connectors connectors) {
        this.connectors = connectors;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        // the templates are not loaded yet
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        connectors.all().forEach(connector -> TemplatedRouteBuilder.builder(camel, "connector-normalize-record")
            .routeId("connector-normalize-" + connector.name())
            .parameter("connector", connector.name())
            .parameter("kamelet", uri(connector.normalize()))
            .add());
    }

    /** Parameters stay placeholders in the address: they are resolved when the kamelet starts, and shown nowhere. */
    private static String uri(Connector.Step step) {
        return "kamelet:" + step.kamelet() + step.parameters().entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + parameter.getValue()).collect(Collectors.joining("&", step.parameters().isEmpty() ? "" : "?", ""));
    }
}
