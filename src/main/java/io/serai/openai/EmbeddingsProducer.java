package io.serai.openai;

import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/**
 * Embeds texts. A body that is one text becomes one vector ({@code List<Float>}); a collection of texts becomes a list of vectors in the
 * same order.
 */
class EmbeddingsProducer extends DefaultProducer {

    private final OpenAIEndpoint endpoint;

    EmbeddingsProducer(OpenAIEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) {
        OpenAIConfiguration options = endpoint.configuration();
        Message message = exchange.getMessage();
        String model = message.getHeader(OpenAIHeaders.EMBEDDING_MODEL, options.getEmbeddingModel(), String.class);
        if (model == null) {
            throw new IllegalArgumentException(
                "openai:embeddings has no model: set the option embeddingModel or the header " + OpenAIHeaders.EMBEDDING_MODEL);
        }
        boolean one = !(message.getBody() instanceof Collection);
        List<String> texts = one ? List.of(text(message))
            : ((Collection<?>) message.getBody()).stream().map(String::valueOf).toList();
        if (texts.isEmpty() || texts.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("openai:embeddings has no text: the body, or a part of it, is empty");
        }
        EmbeddingCreateParams.Builder question = EmbeddingCreateParams.builder().model(model).inputOfArrayOfStrings(texts);
        Integer dimensions = message.getHeader(OpenAIHeaders.EMBEDDING_DIMENSIONS, options.getDimensions(), Integer.class);
        if (dimensions != null) {
            question.dimensions(dimensions.longValue());
        }
        accept(message, one, texts, endpoint.client().get().embeddings().create(question.build()));
    }

    private static String text(Message message) {
        String text = message.getBody(String.class);
        return text == null ? "" : text;
    }

    private static void accept(Message message, boolean one, List<String> texts, CreateEmbeddingResponse answer) {
        List<List<Float>> vectors = answer.data().stream().sorted(Comparator.comparingLong(Embedding::index))
            .map(Embedding::embedding).toList();
        if (vectors.size() != texts.size()) {
            throw new IllegalStateException("asked for " + texts.size() + " embeddings, got " + vectors.size());
        }
        answer._model().asKnown().ifPresent(model -> message.setHeader(OpenAIHeaders.EMBEDDING_RESPONSE_MODEL, model));
        answer._usage().asKnown().ifPresent(usage -> {
            message.setHeader(OpenAIHeaders.PROMPT_TOKENS, usage.promptTokens());
            message.setHeader(OpenAIHeaders.TOTAL_TOKENS, usage.totalTokens());
        });
        message.setHeader(OpenAIHeaders.EMBEDDING_COUNT, vectors.size());
        message.setHeader(OpenAIHeaders.EMBEDDING_VECTOR_SIZE, vectors.get(0).size());
        message.setHeader(OpenAIHeaders.ORIGINAL_TEXT, one ? texts.get(0) : texts);
        message.setBody(one ? vectors.get(0) : vectors);
    }
}
