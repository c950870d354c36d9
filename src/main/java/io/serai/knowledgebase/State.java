package io.serai.knowledgebase;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Where the latest version of an article is on its way. */
enum State {
    DRAFT, IN_REVIEW, PUBLISHED, RETIRED;

    @JsonValue
    String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    static State of(String text) {
        return Arrays.stream(values()).filter(state -> state.json().equals(text)).findFirst()
            .orElseThrow(() -> new InvalidArticleException("state", "must be draft, in_review, published or retired"));
    }
}
