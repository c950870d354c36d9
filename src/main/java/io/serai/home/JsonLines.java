package io.serai.home;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files with one JSON object a line, and names the line that is wrong. */
public final class JsonLines {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonLines() {
    }

    /** Takes one object; what it throws is told with file and line. */
    public interface Taker {
        void take(String where, JsonNode object) throws IOException;
    }

    /**
     * Reads line by line; empty lines are passed over.
     *
     * @throws IOException with the message {@code file:line: what is wrong}
     */
    public static void read(Path file, Taker taker) throws IOException {
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (number == 1 && line.startsWith("\uFEFF")) {
                    line = line.substring(1);
                }
                if (!line.isBlank()) {
                    take(file + ":" + number, line, taker);
                }
            }
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": is not there", e);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ":" + (number + 1) + ": is not UTF-8", e);
        }
    }

    private static void take(String where, String line, Taker taker) throws IOException {
        try {
            JsonNode object = JSON.readTree(line);
            if (!object.isObject()) {
                throw new IllegalArgumentException("is no JSON object");
            }
            taker.take(where, object);
        } catch (JsonProcessingException e) {
            throw new IOException(where + ": is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(where + ": " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if there is no such text, or a blank one */
    public static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new IllegalArgumentException("'" + field + "' must be a text");
        }
        return value.asText();
    }

    /** @return empty where the field is missing or null */
    public static String optional(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
            throw new IllegalArgumentException("'" + field + "' must be a text");
        }
        return value.asText("");
    }
}
