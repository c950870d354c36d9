package io.serai.llm;

import java.util.Objects;

/**
 * What is put to a model.
 *
 * @param ticket id of the ticket it is about
 * @param text   the user message
 * @param repair true if it puts an answer back that could not be used
 */
public record Question(Purpose purpose, String tenant, String ticket, String text, boolean repair) {

    public Question {
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(ticket, "ticket");
        Objects.requireNonNull(text, "text");
    }

    public Question(Purpose purpose, String tenant, String ticket, String text) {
        this(purpose, tenant, ticket, text, false);
    }

    /** The same once more, with what to do otherwise. */
    Question again(String words) {
        return new Question(purpose, tenant, ticket, text + words, true);
    }
}
