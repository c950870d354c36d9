package io.serai.analysis;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.knowledge.Case;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is kept of the calls of models, and what their ceilings do to an analysis: TRUST S12, S25. */
class LlmCallsTest extends ModelRoom {

    @Autowired CallStore store;

    @Test
    void requestAndAnswerAreKeptAsTheyWereWithoutSecretsAndPersonalData() throws Exception {
        first(Answers.of(AnswerReaderTest.GOOD.replace("The intranet answers slowly.", "Ask jane@example.com, password: hunter2hunter2.")));
        Case found = await().atMost(Duration.ofSeconds(60)).until(() -> {
            Case one = Cases.of(Cases.slow().description("I am jane@example.com, card 4111 1111 1111 1111, password: hunter2hunter2").build(), Cases.evidence("RB-12", 0.86));
            analyzeCase.analyze(one);
            return one;
        }, one -> answered(one).isPresent());
        LlmCall kept = whole(answered(found).orElseThrow());
        JsonNode request = new ObjectMapper().readTree(kept.request());
        assertThat(request.at("/messages/0/content").asText()).isEqualTo(Prompt.SYSTEM_MESSAGE);
        assertThat(request.at("/messages/1/content").asText()).contains("Web server answers slowly", "[email]", "[card]", "[removed]");
        assertThat(request.at("/response_format/json_schema/schema/properties/category/type").asText()).isEqualTo("string");
        assertThat(request.at("/max_tokens").asInt()).isEqualTo(2_000);
        assertThat(kept.request() + kept.answer()).doesNotContain("jane@", "4111", "hunter2");
        assertThat(kept.answer()).contains("Ask [email], password: [removed]", "restart-service");
        assertThat(kept).extracting(LlmCall::provider, LlmCall::model, LlmCall::prompt, LlmCall::purpose, LlmCall::outcome, LlmCall::repair)
            .containsExactly("first", "inn", "analyze-case.v2", "case", "answered", false);
        assertThat(kept.latencyMs()).isNotNull();
        assertThat(API.getAllServeEvents()).as("what was sent").isNotEmpty().allSatisfy(sent ->
            assertThat(sent.getRequest().getBodyAsString()).contains("[email]", "[card]").doesNotContain("jane@", "4111", "hunter2"));
    }

    private Optional<LlmCall> answered(Case found) {
        return calls(found).stream().filter(call -> call.outcome().equals("answered")).findFirst();
    }

    @Test
    void eachCallIsKeptWithWhatCameOfIt() {
        first(Answers.of("{\"answer\":42}"));
        second(aResponse().withStatus(503));
        Case found = Cases.slowServer();
        analyzeCase.analyze(found);
        assertThat(calls(found)).extracting(LlmCall::provider, LlmCall::outcome, LlmCall::repair, LlmCall::estimated).containsExactly(
            tuple("second", "http-503", false, true), tuple("first", "schema", true, true),
            tuple("first", "schema", false, true));
        assertThat(whole(calls(found).get(1)).answer()).isEqualTo("{\"answer\":42}");
        assertThat(calls(found).get(0).tokensIn()).as("an error is not billed").isZero();
        assertThat(calls(found).get(1).tokensIn()).as("estimated").isBetween(1_000, 10_000);
    }

    @Test
    void aCallThatNobodyWaitsForAnyMoreIsKeptToo() {
        first(Answers.of(AnswerReaderTest.GOOD).withFixedDelay(1_700));
        second(Answers.of(AnswerReaderTest.GOOD).withFixedDelay(1_900));
        breaker("first").transitionToOpenState();
        Case found = Cases.slowServer();
        analyzeCase.analyze(found);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(calls(found)).allSatisfy(call -> assertThat(call.outcome()).isNotEqualTo("underway")));
        assertThat(calls(found)).as("what the breaker held back was no call").noneMatch(call -> call.provider().equals("first"));
    }

    @Test
    void aTicketThatUsedItsShareIsAnalysedOfflineAndTheAnalysisSaysWhy() throws Exception {
        first(Answers.of(AnswerReaderTest.GOOD));
        Case found = Cases.slowServer();
        store.begin(found.ticket().tenant(), new LlmCall(null, found.ticket().id(), "case", "first", "inn-1", "analyze-case.v2", false, "", null, null, null, 39_000, 0,
            true, BigDecimal.ZERO, null));
        double before = count("first", "ceiling-ticket");
        Analysis analysis = analyzeCase.analyze(found);
        assertThat(analysis.analyst()).isEqualTo("offline");
        assertThat(analysis.degraded()).isEqualTo("the budget for models is used up; no usable answer from a model: first ceiling-ticket, second ceiling-ticket");
        assertThat(analysis.steps()).isNotEmpty();
        assertThat(asked("first") + asked("second")).isZero();
        assertThat(count("first", "ceiling-ticket")).isEqualTo(before + 1);
        assertThat(analyzeCase.analyze(Cases.slowServer()).analyst()).as("another ticket").isEqualTo("first");
    }

    private List<LlmCall> calls(Case found) {
        return store.list(found.ticket().tenant(), UUID.fromString(found.ticket().id()), Optional.empty(), 100);
    }

    private LlmCall whole(LlmCall call) {
        return store.find("default", UUID.fromString(call.id())).orElseThrow();
    }
}
