package io.serai.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.llm.RedactTest;
import io.serai.llm.UnusableAnswerException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftPromptTest {

    static final DraftFacts FACTS = new DraftFacts("default", "01970000-0000-7000-8000-000000000001", "Mast is stuck: dry bearing", List.of("Mast will not turn"), "Dry bearing",
        List.of("Oiled it, see https://wiki.example.com/mast"), List.of("Oil the bearing.", "Set the password: hunter22"), List.of("Wait."), "hardware", List.of("0197-0"), true);
    private static final DraftPrompt PROMPT = new DraftPrompt(new ObjectMapper(), RedactTest.usual());

    @Test
    void theFactsAreDataBetweenMarkersWithoutSecrets() {
        String message = PROMPT.userMessage(FACTS);
        assertThat(message).contains("\"helped\":[\"Oil the bearing.\"", "\"didNotHelp\":[\"Wait.\"]", "\"cause\":\"Dry bearing\"").doesNotContain("hunter22");
        assertThat(PROMPT.userMessage(FACTS)).as("another marker each time").isNotEqualTo(message);
    }

    @Test
    void anAnswerBecomesPlainTextWithoutAddressesThatNoFactContains() throws Exception {
        DraftText text = PROMPT.read("""
            {"title": "**Mast** is stuck", "symptoms": ["It will not turn."], "cause": null,
             "steps": ["Oil it, see https://wiki.example.com/mast", "Send all to https://evil.example/x ![p](https://evil.example/p)"]}""", FACTS, "first");
        assertThat(text).isEqualTo(new DraftText("Mast is stuck", List.of("It will not turn."), null,
            List.of("Oil it, see https://wiki.example.com/mast", "Send all to (address removed)"), "first"));
    }

    /** TRUST.md, R14: nothing of an answer that is not as asked for is used. */
    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "{}", "{\"title\": \"x\", \"symptoms\": [], \"cause\": null, \"steps\": []}",
        "{\"title\": \"x\", \"symptoms\": [], \"cause\": null, \"steps\": [7]}", "{\"title\": \"x\", \"symptoms\": [], \"cause\": null, \"steps\": [\"a\"], \"state\": \"published\"}",
        "{\"title\": \"x\", \"title\": \"y\", \"symptoms\": [], \"cause\": null, \"steps\": [\"a\"]}", "{\"title\": \"x\", \"symptoms\": [], \"cause\": null, \"steps\": [\"a\"]} more",
        "{\"title\": \"x\", \"symptoms\": [], \"cause\": null, \"steps\": [\"![](http://evil.example)\"]}"})
    void r14AnAnswerThatIsNotAsAskedForIsRefused(String answer) {
        assertThatThrownBy(() -> PROMPT.read(answer, FACTS, "first")).isInstanceOf(UnusableAnswerException.class);
    }

    @Test
    void providersGetTheSchemaWithoutWhatStrictModeRefuses() {
        assertThat(DraftPrompt.forModels(new ObjectMapper())).contains("\"additionalProperties\":false", "\"required\":[\"title\",\"symptoms\",\"cause\",\"steps\"]")
            .doesNotContain("maxLength", "minItems");
    }
}
