package io.serai.llm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The prompts and schemas in {@code src/main/resources/prompts}. */
public final class PromptText {

    private PromptText() {
    }

    /**
     * @param file {@code name.v1.md} or {@code name.v1.schema.json}
     * @throws NullPointerException if there is none
     */
    public static String of(String file) {
        String resource = "/prompts/" + file;
        try (InputStream in = Objects.requireNonNull(PromptText.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
