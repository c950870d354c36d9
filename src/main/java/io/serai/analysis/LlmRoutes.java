package io.serai.analysis;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.action.Actions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes a route out of {@code analysis-ask-provider} for each provider. In Java, since YAML cannot loop over settings. The key, the system
 * message and the schema go into Camel's registry, and the routes only name them.
 */
@Component
class LlmRoutes extends RouteBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(LlmRoutes.class);
    private static final String TEMPLATE = "analysis-ask-provider";

    private final LlmProperties properties;
    private final Actions actions;
    private final ObjectMapper json;
    private final Clock clock;
    private final List<LlmProperties.Provider> ready = new CopyOnWriteArrayList<>();

    LlmRoutes(LlmProperties properties, Actions actions, ObjectMapper json, Clock clock) {
        this.properties = properties;
        this.actions = actions;
        this.json = json;
        this.clock = clock;
    }

    /** The providers that have a route, in their order; a provider without its key has none. */
    List<LlmProperties.Provider> ready() {
        return ready;
    }

    /** What a model is asked for; each has a route of its own a provider, since the message and the schema are the route's. */
    enum Purpose {
        CASE("", "llm-system-message", "llm-answer-schema"), DRAFT(".draft", "llm-draft-message", "llm-draft-schema"),
        RANK(".rank", "llm-rank-message", "llm-rank-schema");

        /** With a character that no provider's name has. */
        private final String suffix;
        private final String message;
        private final String schema;

        Purpose(String suffix, String message, String schema) {
            this.suffix = suffix;
            this.message = message;
            this.schema = schema;
        }
    }

    static String routeId(LlmProperties.Provider provider) {
        return routeId(provider, Purpose.CASE);
    }

    static String routeId(LlmProperties.Provider provider, Purpose purpose) {
        return "analysis-ask-" + provider.name() + purpose.suffix;
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
        context.getRegistry().bind(Purpose.CASE.message, Prompt.SYSTEM_MESSAGE);
        context.getRegistry().bind(Purpose.CASE.schema, AnswerSchema.forModels(json, actions.all()));
        context.getRegistry().bind(Purpose.DRAFT.message, DraftPrompt.SYSTEM_MESSAGE);
        context.getRegistry().bind(Purpose.DRAFT.schema, DraftPrompt.forModels(json));
        context.getRegistry().bind(Purpose.RANK.message, RankPrompt.SYSTEM_MESSAGE);
        context.getRegistry().bind(Purpose.RANK.schema, RankPrompt.forModels(json));
        List<LlmProperties.Provider> started = new ArrayList<>();
        for (LlmProperties.Provider provider : properties.providers()) {
            Optional<String> key = key(context, provider);
            if (key.isPresent()) {
                for (Purpose purpose : Purpose.values()) {
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
            .parameter("name", provider.name() + purpose.suffix)
            .parameter("baseUrl", provider.baseUrl())
            .parameter("model", provider.model())
            .parameter("systemMessage", "#bean:" + purpose.message)
            .parameter("timeout", String.valueOf(provider.timeout().toMillis()))
            .parameter("probeAfter", String.valueOf(properties.probeAfter().toSeconds()));
        identify(context, provider, key, route);
        switch (provider.structure()) {
            case JSON_SCHEMA -> route.parameter("jsonSchema", "#bean:" + purpose.schema);
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
