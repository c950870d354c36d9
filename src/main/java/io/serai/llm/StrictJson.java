package io.serai.llm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads a model's answer as JSON within limits: one document, no name twice, at most 32 levels. Safe for concurrent use. */
public final class StrictJson {

    /** Largest answer in characters, half of the 1 MiB that is read from the network. */
    private static final int LENGTH = 512 * 1024;
    private static final JsonFactory STRICT = new JsonFactoryBuilder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).maxStringLength(100_000).maxNumberLength(100).build())
        .build();
    private static final ObjectMapper JSON = JsonMapper.builder(STRICT).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private StrictJson() {
    }

    /** @throws UnusableAnswerException {@code empty}, {@code too-large} or {@code not-json} */
    public static JsonNode parse(String text) throws UnusableAnswerException {
        if (text == null || text.isBlank()) {
            throw new UnusableAnswerException("empty");
        }
        if (text.length() > LENGTH) {
            throw new UnusableAnswerException("too-large");
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UnusableAnswerException("not-json");
        }
    }

    public static ObjectMapper mapper() {
        return JSON;
    }
}
