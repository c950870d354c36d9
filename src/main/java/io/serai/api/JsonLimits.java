package io.serai.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/** How large and how deep a JSON text from outside may be; Jackson's own defaults allow 20 million characters and any length. */
public final class JsonLimits {

    /** Levels of nesting. */
    public static final int DEPTH = 64;
    /** Characters of one text, and of one name 50,000 (Jackson's default). */
    public static final int STRING = 1 << 20;
    /** Bytes of the whole. */
    public static final int DOCUMENT = 1 << 20;
    /** Digits of one number. */
    public static final int NUMBER = 100;

    private JsonLimits() {
    }

    /**
     * A mapper that reads only what keeps the limits, refuses a name that stands twice in an object and text after the end, and otherwise
     * works as {@code mapper}.
     */
    public static ObjectMapper strict(ObjectMapper mapper) {
        JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH).maxStringLength(STRING).maxDocumentLength(DOCUMENT)
                .maxNumberLength(NUMBER).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
        return mapper.copyWith(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }
}
