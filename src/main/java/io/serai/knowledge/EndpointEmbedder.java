package io.serai.knowledge;

import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.serai.openai.ResponseTooLargeException;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.ToIntFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/**
 * A model of an OpenAI-compatible endpoint, asked through the route {@code knowledge-embed-texts}: its breaker, deadline and limits apply. At
 * most ten questions are under way at once. Failures name their kind and never what was sent or answered.
 */
final class EndpointEmbedder implements Embedder {

    private static final int QUESTIONS = 10;

    private final CamelContext camel;
    private final ProducerTemplate template;
    private final EmbeddingProperties properties;
    private final ToIntFunction<String> tokens;
    private final Semaphore questions = new Semaphore(QUESTIONS);

    /** @param tokens counts tokens about as the endpoint's model does: chunks keep their cut when the model is changed */
    EndpointEmbedder(CamelContext camel, ProducerTemplate template, EmbeddingProperties properties, ToIntFunction<String> tokens) {
        this.camel = camel;
        this.template = template;
        this.properties = properties;
        this.tokens = tokens;
    }

    @Override
    public String model() {
        return properties.model() + "/" + properties.dimensions();
    }

    @Override
    public int dimensions() {
        return properties.dimensions();
    }

    @Override
    public int batch() {
        return properties.batchSize();
    }

    @Override
    public float[] embedPassage(String text) {
        return embedPassages(List.of(text)).get(0);
    }

    @Override
    public List<float[]> embedPassages(List<String> texts) {
        return ask(texts);
    }

    @Override
    public float[] embedQuery(String text) {
        if (!questions.tryAcquire()) {
            throw failed("busy");
        }
        try {
            return ask(List.of(text)).get(0);
        } finally {
            questions.release();
        }
    }

    @Override
    public int tokens(String text) {
        return tokens.applyAsInt(text);
    }

    private List<float[]> ask(List<String> texts) {
        if (camel.getRoute(EmbeddingRoutes.ROUTE) == null) {
            throw failed("its route is not started: is the environment variable of its key set?");
        }
        Exchange answered = template.request("direct:" + EmbeddingRoutes.ROUTE, exchange -> exchange.getMessage().setBody(texts));
        if (answered.getException() != null) {
            throw failed(reason(answered.getException()));
        }
        return vectors(answered.getMessage().getBody(), texts.size());
    }

    private List<float[]> vectors(Object answer, int asked) {
        if (!(answer instanceof List<?> list) || list.size() != asked) {
            throw failed("not as many vectors as texts");
        }
        List<float[]> vectors = new ArrayList<>();
        for (Object one : list) {
            if (!(one instanceof List<?> numbers) || numbers.size() != dimensions()) {
                throw failed("vectors that are not of the " + dimensions() + " dimensions of serai.knowledge.embedding.dimensions");
            }
            vectors.add(normalised(numbers));
        }
        return vectors;
    }

    private float[] normalised(List<?> numbers) {
        float[] vector = new float[numbers.size()];
        double square = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = ((Number) numbers.get(i)).floatValue();
            square += (double) vector[i] * vector[i];
        }
        if (!(square > 0) || Double.isInfinite(square)) {
            throw failed("a vector without a direction");
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }

    private EmbeddingFailedException failed(String reason) {
        return new EmbeddingFailedException(model(), new IOException(reason));
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallNotPermittedException) {
                return "left alone after five failures in a row";
            } else if (cause instanceof ResponseTooLargeException) {
                return "an answer that is too large";
            } else if (cause instanceof HttpTimeoutException) {
                return "no whole answer in time";
            } else if (cause instanceof OpenAIServiceException answered) {
                return "status " + answered.statusCode();
            } else if (cause instanceof OpenAIInvalidDataException) {
                return "an answer that is not what was asked for";
            } else if (cause instanceof IOException) {
                return "no connection";
            }
        }
        return failure.getClass().getSimpleName();
    }
}
