package io.serai.analysis;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.knowledge.Case;
import io.serai.llm.Answers;
import io.serai.llm.KeptCalls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is kept of the calls of models, and what their ceilings do to an analysis: TRUST S12, S25. */
class LlmCallsTest extends ModelRoom {

    @Autowired KeptCalls kept;

    @Test
    void requestAndAnswerAreKeptAsTheyWereWithoutSecretsAndPersonalData() throws Exception {
        first(Answers.of(Answers.GOOD.replace("The intranet answers slowly.", "Ask jane@example.com, password: hunter2hunter2.")));
        Case found = await().atMost(Duration.ofSeconds(60)).until(() -> {
            Case one = Cases.of(Cases.slow().description("I am jane@example.com, card 4111 1111 1111 1111, password: hunter2hunter2").build(), Cases.evidence("RB-12", 0.86));
            analyzeCase.analyze(one);
            return one;
        }, one -> answered(one).isPresent());
        JsonNode call = answered(found).orElseThrow();
        JsonNode request = new ObjectMapper().readTree(call.get("request").asText());
        assertThat(request.at("/messages/0/content").asText()).isEqualTo(Prompt.SYSTEM_MESSAGE);
        assertThat(request.at("/messages/1/content").asText()).contains("Web server answers slowly", "[email]", "[card]", "[removed]");
        assertThat(request.at("/response_format/json_schema/schema/properties/category/type").asText()).isEqualTo("string");
        assertThat(request.at("/max_tokens").asInt()).isEqualTo(2_000);
        assertThat(call.get("request").asText() + call.get("answer").asText()).doesNotContain("jane@", "4111", "hunter2");
        assertThat(call.get("answer").asText()).contains("Ask [email], password: [removed]", "restart-service");
        assertThat(texts(call, "provider", "model", "prompt", "purpose", "outcome", "repair"))
            .containsExactly("first", "inn", "analyze-case.v2", "case", "answered", "false");
        assertThat(call.get("latencyMs").isInt()).isTrue();
        assertThat(API.getAllServeEvents()).as("what was sent").isNotEmpty().allSatisfy(sent ->
            assertThat(sent.getRequest().getBodyAsString()).contains("[email]", "[card]").doesNotContain("jane@", "4111", "hunter2"));
    }

    private Optional<JsonNode> answered(Case found) {
        return calls(found).stream().filter(call -> call.path("outcome").asText().equals("answered")).findFirst();
    }

    private static List<String> texts(JsonNode call, String... fields) {
        return Stream.of(fields).map(field -> call.path(field).asText()).toList();
    }

    @Test
    void eachCallIsKeptWithWhatCameOfIt() {
        first(Answers.of("{\"answer\":42}"));
        second(aResponse().withStatus(503));
        Case found = Cases.slowServer();
        analyzeCase.analyze(found);
        assertThat(calls(found)).extracting(call -> texts(call, "provider", "outcome", "repair", "estimated")).containsExactly(
            List.of("second", "http-503", "false", "true"), List.of("first", "schema", "true", "true"), List.of("first", "schema", "false", "true"));
        assertThat(calls(found).get(1).get("answer").asText()).isEqualTo("{\"answer\":42}");
        assertThat(calls(found).get(0).get("tokensIn").asInt(-1)).as("an error is not billed").isZero();
        assertThat(calls(found).get(1).get("tokensIn").asInt()).as("estimated").isBetween(1_000, 10_000);
    }

    @Test
    void aCallThatNobodyWaitsForAnyMoreIsKeptToo() {
        first(Answers.of(Answers.GOOD).withFixedDelay(1_700));
        second(Answers.of(Answers.GOOD).withFixedDelay(1_900));
        breaker("first").transitionToOpenState();
        Case found = Cases.slowServer();
        analyzeCase.analyze(found);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(calls(found)).allSatisfy(call -> assertThat(call.path("outcome").asText()).isNotEmpty().isNotEqualTo("underway")));
        assertThat(calls(found)).as("what the breaker held back was no call").noneMatch(call -> call.path("provider").asText().equals("first"));
    }

    @Test
    void aTicketThatUsedItsShareIsAnalysedOfflineAndTheAnalysisSaysWhy() throws Exception {
        first(Answers.of(Answers.GOOD));
        Case found = Cases.slowServer();
        kept.begin(found.ticket().id(), 39_000);
        double before = count("first", "ceiling-ticket");
        Analysis analysis = analyzeCase.analyze(found);
        assertThat(analysis.analyst()).isEqualTo("offline");
        assertThat(analysis.degraded()).isEqualTo("the budget for models is used up; no usable answer from a model: first ceiling-ticket, second ceiling-ticket");
        assertThat(analysis.steps()).isNotEmpty();
        assertThat(asked("first") + asked("second")).isZero();
        assertThat(count("first", "ceiling-ticket")).isEqualTo(before + 1);
        assertThat(analyzeCase.analyze(Cases.slowServer()).analyst()).as("another ticket").isEqualTo("first");
    }

    private List<JsonNode> calls(Case found) {
        return kept.of(found.ticket().id());
    }
}
