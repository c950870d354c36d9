package io.serai.knowledgebase;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.action.ShippedActions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckStepsTest {

    private static final CheckSteps CHECK = new CheckSteps(ShippedActions.all());

    private static Step step(String action, String parameters) throws Exception {
        JsonNode json = parameters == null ? null : new ObjectMapper().readTree(parameters);
        return new Step("Empty the cache.", action, json);
    }

    @Test
    void aStepMayLeaveWhatTheTicketFillsIn() throws Exception {
        List<Step> steps = List.of(step(null, null), step("clear-cache", null), step("clear-cache", "{}"), step("clear-cache", "{\"service\":\"intranet\"}"));
        assertThatCode(() -> CHECK.check(Kind.RUNBOOK, steps)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "format-disk | {} | 'steps[1].action' names no action of the catalogue.",
        "clear-cache | {\"service\":\"a b\"} | 'steps[1].parameters' do not pass the schema of action clear-cache: parameter service violates the schema's pattern.",
        "clear-cache | {\"service\":7} | 'steps[1].parameters' do not pass the schema of action clear-cache: parameter service violates the schema's type.",
        "clear-cache | {\"url\":\"http://x\"} | 'steps[1].parameters' do not pass the schema of action clear-cache: parameter url is not declared.",
        "clear-cache | [] | 'steps[1].parameters' do not pass the schema of action clear-cache: the parameters are no JSON object.",
        "`` | {\"service\":\"x\"} | 'steps[1].parameters' must not be there without an action."})
    void whatIsWrongIsToldByStepAndField(String action, String parameters, String message) throws Exception {
        Step wrong = step(action.isEmpty() ? null : action, parameters);
        assertThatThrownBy(() -> CHECK.check(Kind.RUNBOOK, List.of(step(null, null), wrong))).isInstanceOf(InvalidArticleException.class).hasMessage(message);
    }

    @Test
    void anArticleHasNoSteps() {
        assertThatThrownBy(() -> CHECK.check(Kind.ARTICLE, List.of(step(null, null)))).hasMessageStartingWith("'steps' must be empty");
    }
}
