package io.serai.openai;

import java.util.function.Supplier;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.function.Suppliers;

/** Chat completion and embeddings by OpenAI and by servers that speak its API. */
@UriEndpoint(firstVersion = "4.17.0", scheme = "openai", title = "OpenAI", syntax = "openai:operation", producerOnly = true,
             category = Category.AI)
public class OpenAIEndpoint extends DefaultEndpoint {

    @UriPath(enums = "chat-completion,embeddings", description = "What to do")
    @Metadata(required = true)
    private final Operation operation;
    @UriParam
    private final OpenAIConfiguration configuration;
    private final Supplier<OpenAISdk> client;
    private final Supplier<OpenAISdk> streamingClient;

    OpenAIEndpoint(String uri, OpenAIComponent component, Operation operation, OpenAIConfiguration configuration) {
        super(uri, component);
        this.operation = operation;
        this.configuration = configuration;
        this.client = Suppliers.memorize(() -> new OpenAISdk(configuration, false));
        this.streamingClient = Suppliers.memorize(() -> new OpenAISdk(configuration, true));
    }

    @Override
    public Producer createProducer() {
        return operation == Operation.EMBEDDINGS ? new EmbeddingsProducer(this) : new ChatCompletionProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("openai: has no consumer");
    }

    OpenAIConfiguration configuration() {
        return configuration;
    }

    OpenAISdk client() {
        return client.get();
    }

    /** For answers that are read while they come. */
    OpenAISdk streamingClient() {
        return streamingClient.get();
    }
}
