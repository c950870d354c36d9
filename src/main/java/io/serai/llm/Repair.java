package io.serai.llm;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a model is told whose answer cannot be used, from {@code prompts/repair-answer.v1.md}: our words for what was wrong, and the places of our schema
 * that were not kept. Nothing of the answer or of the ticket is in it, so that neither can give orders by being wrong.
 */
final class Repair {

    static final String NAME = "repair-answer.v1";
    private static final String TEXT = PromptText.of(NAME + ".md");
    private static final Pattern ITEM = Pattern.compile("(?m)^- ([a-z-]+): (.+)$");
    private static final Map<String, String> WORDS = ITEM.matcher(TEXT).results().collect(Collectors.toMap(item -> item.group(1), item -> item.group(2)));
    private static final String FRAME = TEXT.substring(0, TEXT.indexOf("\n- ")).strip();

    private Repair() {
    }

    /** @return what to add to the question; absent if asking again would not help: there was no answer, or none that is the model's own */
    static Optional<String> of(UnusableAnswerException unusable) {
        return Optional.ofNullable(WORDS.get(unusable.reason())).map(words -> "\n" + FRAME.replaceAll("\\{what}",
            Matcher.quoteReplacement(unusable.places().isEmpty() ? words : words + " It fails at " + String.join(", ", unusable.places()) + ".")) + "\n");
    }
}
