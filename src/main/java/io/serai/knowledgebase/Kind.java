package io.serai.knowledgebase;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** An article tells something; a runbook tells what to do, step by step, and may name actions. */
enum Kind {
    ARTICLE, RUNBOOK;

    @JsonValue
    String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.json().equals(text)).findFirst()
            .orElseThrow(() -> new InvalidArticleException("kind", "must be article or runbook"));
    }
}
