package io.serai.llm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes a route out of {@code llm-ask-provider} for each provider. In Java, since YAML cannot loop over settings. The key, the system
 * message and the schema go into Camel's registry, and the routes only name them.
 */
@Component
class LlmRoutes extends RouteBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(LlmRoutes.class);
    private static final String TEMPLATE = "llm-ask-provider";

    private final LlmProperties properties;
    private final List<Purpose> purposes;
    private final ObjectMapper json;
    private final Clock clock;
    private final Map<String, String> schemas = new ConcurrentHashMap<>();
    private final List<LlmProperties.Provider> ready = new CopyOnWriteArrayList<>();

    LlmRoutes(LlmProperties properties, List<Purpose> purposes, ObjectMapper json, Clock clock) {
        this.properties = properties;
        this.purposes = purposes;
        this.json = json;
        this.clock = clock;
    }

    /** The providers that have a route, in their order; a provider without its key has none. */
    List<LlmProperties.Provider> ready() {
        return ready;
    }

    /** What a provider is sent, as its API has it, to be kept. */
    String request(LlmProperties.Provider provider, Purpose purpose, String question) {
        ObjectNode request = json.createObjectNode().put("model", provider.model());
        request.putArray("messages").add(json.createObjectNode().put("role", "system").put("content", purpose.systemMessage()))
            .add(json.createObjectNode().put("role", "user").put("content", question));
        if (provider.maxTokens() > 0) {
            request.put("max_tokens", provider.maxTokens());
        }
        if (provider.temperature() != null) {
            request.put("temperature", provider.temperature());
        }
        if (provider.structure() == LlmProperties.Structure.JSON_SCHEMA) {
            request.putObject("response_format").put("type", "json_schema").putObject("json_schema").put("name", "answer").put("strict", true)
                .putRawValue("schema", new RawValue(schemas.get(purpose.name())));
        } else if (provider.structure() == LlmProperties.Structure.JSON_OBJECT) {
            request.putObject("response_format").put("type", "json_object");
        }
        return request.toString();
    }

    /** Of the first purpose. */
    String routeId(LlmProperties.Provider provider) {
        return routeId(provider, purposes.get(0));
    }

    /** All but the first with a character that no provider's name has. */
    String routeId(LlmProperties.Provider provider, Purpose purpose) {
        return "llm-ask-" + routeName(provider, purpose);
    }

    private String routeName(LlmProperties.Provider provider, Purpose purpose) {
        return purpose == purposes.get(0) ? provider.name() : provider.name() + "." + purpose.name();
    }

    @Override
    public void configure() {
        // All is done after the templates are known: see addTemplatedRoutesToCamelContext.
    }

    @Override
    public void addTemplatedRoutesToCamelContext(CamelContext context) throws Exception {
        if (properties.providers().isEmpty()) {
            return;
        }
        for (Purpose purpose : purposes) {
            schemas.put(purpose.name(), purpose.schema().get());
            context.getRegistry().bind(message(purpose), purpose.systemMessage());
            context.getRegistry().bind(schema(purpose), schemas.get(purpose.name()));
        }
        List<LlmProperties.Provider> started = new ArrayList<>();
        for (LlmProperties.Provider provider : properties.providers()) {
            Optional<String> key = key(context, provider);
            if (key.isPresent()) {
                for (Purpose purpose : purposes) {
                    add(context, provider, purpose, key.get());
                }
                started.add(provider);
            }
        }
        ready.addAll(started);
    }

    private void add(CamelContext context, LlmProperties.Provider provider, Purpose purpose, String key) throws Exception {
        TemplatedRouteBuilder route = TemplatedRouteBuilder.builder(context, TEMPLATE)
            .routeId(routeId(provider, purpose))
            .prefixId(routeId(provider, purpose) + "-")
            .parameter("name", routeName(provider, purpose))
            .parameter("baseUrl", provider.baseUrl())
            .parameter("model", provider.model())
            .parameter("systemMessage", "#bean:" + message(purpose))
            .parameter("timeout", String.valueOf(provider.timeout().toMillis()))
            .parameter("probeAfter", String.valueOf(properties.probeAfter().toSeconds()));
        identify(context, provider, key, route);
        switch (provider.structure()) {
            case JSON_SCHEMA -> route.parameter("jsonSchema", "#bean:" + schema(purpose));
            case JSON_OBJECT -> route.parameter("jsonObject", "true");
            case NONE -> LOG.debug("{} is held to no form of its answers", provider.name());
        }
        if (provider.maxTokens() > 0) {
            route.parameter("maxTokens", String.valueOf(provider.maxTokens()));
        }
        if (provider.temperature() != null) {
            route.parameter("temperature", String.valueOf(provider.temperature()));
        }
        route.add();
    }

    private static String message(Purpose purpose) {
        return "llm-message-" + purpose.name();
    }

    private static String schema(Purpose purpose) {
        return "llm-schema-" + purpose.name();
    }

    private void identify(CamelContext context, LlmProperties.Provider provider, String key, TemplatedRouteBuilder route) {
        if (provider.entra() != null) {
            String token = "llm-token-" + provider.name();
            if (context.getRegistry().lookupByName(token) == null) {
                context.getRegistry().bind(token, new EntraToken(provider.entra(), key, provider.timeout(), clock));
            }
            route.parameter("tokenSource", "#bean:" + token);
        } else if (!key.isEmpty()) {
            context.getRegistry().bind("llm-key-" + provider.name(), key);
            route.parameter("apiKey", "#bean:llm-key-" + provider.name());
            if (provider.kind().azure()) {
                route.parameter("apiKeyHeader", "true");
            }
        }
        if (provider.apiVersion() != null) {
            route.parameter("apiVersion", provider.apiVersion());
        }
    }

    /** @return the key or the secret, empty where the provider asks for none, absent where its placeholder cannot be resolved */
    private static Optional<String> key(CamelContext context, LlmProperties.Provider provider) {
        String key = provider.entra() == null ? provider.apiKey() : provider.entra().clientSecret();
        if (key == null || key.isBlank()) {
            return Optional.of("");
        }
        try {
            return Optional.of(context.resolvePropertyPlaceholders(key));
        } catch (RuntimeException e) {
            LOG.warn("serai.llm.providers: {} is not asked: its api-key or client-secret names an environment variable that is not set", provider.name());
            return Optional.empty();
        }
    }
}
