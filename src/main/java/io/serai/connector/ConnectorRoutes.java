package io.serai.connector;

import io.serai.connector.Connector.Knowledge;
import io.serai.connector.Connector.Step;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes the routes of each connector that is on, from the route templates in {@code routes/}, after these are loaded and before Camel starts.
 * A kamelet's parameters do not stand in an endpoint's address, where they could be read, but in the kamelet component, by route.
 */
@Component
class ConnectorRoutes implements CamelContextConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorRoutes.class);

    private final Connectors connectors;
    private final ConnectorStates states;
    private final VendorClients clients;
    private final List<ConnectorBeans> beans;
    private final References references;

    ConnectorRoutes(Connectors connectors, ConnectorStates states, VendorClients clients, List<ConnectorBeans> beans, References references) {
        this.connectors = connectors;
        this.states = states;
        this.clients = clients;
        this.beans = beans;
        this.references = references;
    }

    static String normalizeRoute(Connector connector) {
        return "connector-normalize-" + connector.name();
    }

    static String writeRoute(Connector connector) {
        return "connector-write-" + connector.name();
    }

    static String articleRoute(Connector connector) {
        return "connector-fetch-article-" + connector.name();
    }

    static String attachmentRoute(Connector connector) {
        return "connector-fetch-attachment-" + connector.name();
    }

    static String contextRoute(Connector connector) {
        return "connector-fetch-context-" + connector.name();
    }

    static String commentsRoute(Connector connector) {
        return "connector-fetch-comments-" + connector.name();
    }

    static String pollRoute(Connector connector) {
        return "connector-poll-" + connector.name();
    }

    /** The kamelet's own route: it holds the consumer of the feed. */
    static String feedSource(Connector connector) {
        return "connector-" + connector.name() + "-feed";
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        List.of("env", "file", "hashicorp").forEach(name -> camel.getPropertiesComponent().addPropertiesFunction(new ReferenceFunction(name, references)));
        KameletComponent kamelets = camel.getComponent("kamelet", KameletComponent.class);
        if (kamelets.getRouteProperties() == null) {
            kamelets.setRouteProperties(new HashMap<>());
        }
        for (Connector connector : connectors.all()) {
            camel.getRegistry().bind("vendorClient-" + connector.name(), clients.client(connector));
            camel.getRegistry().bind("serviceNowClient-" + connector.name(), GuardServiceNow.policy(clients.gate(connector)));
            beans.forEach(one -> one.bind(camel.getRegistry(), connector.name()));
            camel.getRegistry().bind("connector-breaker-" + connector.name(), states.of(connector.name()).breaker());
            addRoutes(camel, kamelets, connector);
        }
    }

    private void addRoutes(CamelContext camel, KameletComponent kamelets, Connector connector) {
        Streams streams = connector.streams();
        Knowledge knowledge = connector.lookups().knowledge();
        add(camel, kamelets, connector, "action", connector.tickets().normalize(), "connector-normalize-record", normalizeRoute(connector));
        add(camel, kamelets, connector, "context", connector.lookups().context(), "connector-fetch-context", contextRoute(connector));
        add(camel, kamelets, connector, "comments", connector.lookups().comments(), "connector-fetch-comments", commentsRoute(connector));
        add(camel, kamelets, connector, "article", knowledge == null ? null : knowledge.article(), "connector-fetch-article", articleRoute(connector));
        add(camel, kamelets, connector, "attachment", knowledge == null ? null : knowledge.attachment(), "connector-fetch-attachment",
            attachmentRoute(connector));
        add(camel, kamelets, connector, "sink", streams.writeBack(), "connector-write-note", writeRoute(connector));
        if (streams.poll() != null) {
            states.of(connector.name()).polledEvery(period(streams.poll()));
        }
        add(camel, kamelets, connector, "source", streams.poll(), knowledge == null ? "connector-poll-records" : "connector-poll-articles",
            pollRoute(connector));
        add(camel, kamelets, connector, "feed", streams.feed(), "connector-take-feed", "connector-feed-" + connector.name());
        add(camel, kamelets, connector, "events", streams.events(), "outbox-publish-events", "outbox-publish-" + connector.name());
    }

    private Duration period(Step poll) {
        String period = Placeholders.resolve(poll.parameters().getOrDefault("period", "60000"), references::find);
        return Duration.ofMillis(period.matches("[0-9]{1,12}") ? Long.parseLong(period) : 60_000);
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        connectors.all().forEach(connector -> states.of(connector.name()).underWay());
        LOG.debug("connectors: {}", connectors.all());
    }

    /** Adds the route of a step; none if the connector has no such step. */
    private static void add(CamelContext camel, KameletComponent kamelets, Connector connector, String kind, Step step, String template, String route) {
        if (step == null) {
            return;
        }
        ModelCamelContext model = (ModelCamelContext) camel;
        if (model.getRouteTemplateDefinition(template) == null) {
            LOG.warn("connector {}: no route {}, the template {} is not loaded", connector.name(), route, template);
            return;
        }
        String instance = "connector-" + connector.name() + "-" + kind;
        Properties parameters = new Properties();
        step.parameters().forEach(parameters::setProperty);
        Map<String, Properties> known = kamelets.getRouteProperties();
        known.put(instance, parameters);
        TemplatedRouteBuilder.builder(camel, template)
            .routeId(route)
            .parameter("connector", connector.name())
            .parameter("kamelet", step.kamelet() + "/" + instance)
            .add();
        RouteDefinition made = model.getRouteDefinition(route);
        // Camel leaves placeholders in a description as they are
        made.setDescription(made.getDescriptionText().replace("{{connector}}", connector.name()));
    }
}
