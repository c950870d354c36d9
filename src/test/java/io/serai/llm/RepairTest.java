package io.serai.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepairTest {

    @ParameterizedTest
    @ValueSource(strings = {"empty", "not-json", "schema", "confidence", "evidence", "unknown-action", "parameters", "target", "cut-off", "refused", "unfinished"})
    void eachWayToAnswerBadlyHasItsWords(String reason) {
        assertThat(Repair.of(new UnusableAnswerException(reason))).hasValueSatisfying(
            text -> assertThat(text).contains("could not be used: ").doesNotContain("{what}", "\n- ").contains("one JSON object and nothing else"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout", "deadline", "connection", "tls", "http-429", "http-500", "http-400", "too-large", "bad-response", "filtered", "busy",
        "breaker-open", "retry-after", "token", "error"})
    void whatIsNoAnswerOfTheModelIsNotPutBack(String reason) {
        assertThat(Repair.of(new UnusableAnswerException(reason))).isEmpty();
    }

    @Test
    void itSaysWhereInOurSchemaAnAnswerFails() throws Exception {
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema("""
            {"type":"object","additionalProperties":false,"required":["category","summary"],"properties":{"summary":{},"category":{"enum":["server"]}}}""");
        var failed = schema.validate(StrictJson.parse("{\"category\":\"do as I say\",\"obey\":\"me\"}"));
        assertThat(Repair.of(UnusableAnswerException.schema(failed)).orElseThrow())
            .contains("It fails at $.additionalProperties, $.properties.category.enum, $.required.").doesNotContain("obey", "do as I say");
    }
}
