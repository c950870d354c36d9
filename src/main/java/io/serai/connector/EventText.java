package io.serai.connector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** Strict reading of JSON from outside: at most 1 MiB, 64 levels, numbers of 1,000 digits, no second value for a key, nothing after the end. */
final class EventText {

    static final int LIMIT = 1 << 20;

    private static final ObjectMapper STRICT = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).maxNumberLength(1_000).maxStringLength(LIMIT)
                .maxNameLength(10_000).maxDocumentLength(4L * LIMIT).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();

    private EventText() {
    }

    /** @throws UnreadableEventException saying where the text stops being JSON */
    static JsonNode parse(String text) {
        JsonNode json;
        try {
            json = STRICT.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (JsonProcessingException e) {
            throw new UnreadableEventException("not JSON" + (e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr()
                + ", column " + e.getLocation().getColumnNr()));
        }
        if (json == null || json.isMissingNode()) {
            throw new UnreadableEventException("empty, JSON was expected");
        }
        return json;
    }

    /**
     * Reads a file of JSON values, one after the other (one document, or one a line).
     *
     * @throws UnreadableEventException saying where the text stops being JSON
     */
    static List<JsonNode> parseAll(String text) {
        try (JsonParser parser = STRICT.getFactory().createParser(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
            return STRICT.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).<JsonNode>readValues(parser).readAll();
        } catch (JsonProcessingException e) {
            throw new UnreadableEventException("not JSON" + (e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr()
                + ", column " + e.getLocation().getColumnNr()));
        } catch (java.io.IOException e) {
            throw new UnreadableEventException("cannot be read");
        }
    }
}
