package io.serai.analysis;

import java.util.List;
import java.util.Objects;

/**
 * What a page advises, in plain text.
 *
 * @param cause a sentence or two on why it happens, or {@code null} where the page does not say
 * @param steps what to do, in order, at most 20, possibly none
 */
public record Advice(String cause, List<String> steps) {

    public Advice {
        steps = List.copyOf(steps);
    }

    /** Read out of the text of a page, Markdown or not. */
    public static Advice in(String page) {
        RunbookChunk chunk = new RunbookChunk(Objects.requireNonNull(page, "page"));
        return new Advice(chunk.cause().orElse(null), chunk.steps());
    }
}
