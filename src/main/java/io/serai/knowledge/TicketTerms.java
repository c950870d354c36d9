package io.serai.knowledge;

import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Makes terms of a ticket as of a question. Safe for concurrent use. */
@Component
class TicketTerms implements Wording {

    private final Words words = new Words();

    @Override
    public Set<String> terms(String title, String text) {
        Question question = new Question("", title, text);
        Set<String> terms = new LinkedHashSet<>(words.terms(question.title()));
        terms.addAll(words.terms(question.body()));
        return terms;
    }
}
