package io.serai.analysis;

import java.util.List;
import java.util.Objects;

/**
 * A drafted page; plain text, one line each.
 *
 * @param symptoms possibly none
 * @param cause    or {@code null}
 * @param steps    in order, at least 1, at most 20
 * @param writer   name of the LLM provider, or {@code template}
 */
public record DraftText(String title, List<String> symptoms, String cause, List<String> steps, String writer) {

    static final String TEMPLATE = "template";

    public DraftText {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(writer, "writer");
        symptoms = List.copyOf(symptoms);
        steps = List.copyOf(steps);
    }

    /** The facts themselves, in order. */
    static DraftText of(DraftFacts facts) {
        return new DraftText(facts.title(), facts.symptoms(), facts.cause(), facts.helped(), TEMPLATE);
    }
}
