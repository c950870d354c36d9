package io.serai.knowledge;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes a route out of {@code knowledge-embed-texts} where an endpoint is set. In Java, since a route without an endpoint must not be there at all. */
@Component
class EmbeddingRoutes extends RouteBuilder {

    static final String ROUTE = "knowledge-embed-texts";
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingRoutes.class);
    private static final String KEY = "knowledge-embedding-key";

    private final EmbeddingProperties properties;

    EmbeddingRoutes(EmbeddingProperties properties) {
        this.properties = properties;
    }

    @Override
    public void configure() {
        // All is done after the templates are known: see addTemplatedRoutesToCamelContext.
    }

    @Override
    public void addTemplatedRoutesToCamelContext(CamelContext context) throws Exception {
        if (!properties.remote()) {
            return;
        }
        TemplatedRouteBuilder route = TemplatedRouteBuilder.builder(context, ROUTE)
            .routeId(ROUTE)
            .prefixId(ROUTE + "-")
            .parameter("baseUrl", properties.baseUrl())
            .parameter("model", properties.model())
            .parameter("timeout", String.valueOf(properties.timeout().toMillis()))
            .parameter("probeAfter", String.valueOf(properties.probeAfter().toSeconds()));
        if (properties.shorten()) {
            route.parameter("dimensions", String.valueOf(properties.dimensions()));
        }
        if (properties.key().isPresent()) {
            try {
                context.getRegistry().bind(KEY, context.resolvePropertyPlaceholders(properties.key().get()));
            } catch (RuntimeException e) {
                LOG.warn("serai.knowledge.embedding: {} is not asked: its api-key names an environment variable that is not set", properties.model());
                return;
            }
            route.parameter("apiKey", "#bean:" + KEY);
        }
        route.add();
    }
}
