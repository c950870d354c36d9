package io.serai.analysis;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.serai.knowledge.Case;
import io.serai.knowledge.Evidence;
import io.serai.llm.Answers;
import io.serai.openai.OpenAIComponent;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Providers against a simulated API, through their routes: TRUST R13, R14, R15, S3, S21, S25. */
@ExtendWith(OutputCaptureExtension.class)
class AnalysisAskProviderRouteTest extends ModelRoom {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired WriteDraft writeDraft;
    @Autowired RankEvidence rankEvidence;
    @Autowired AnalysisHistory history;

    @Test
    void aGoodAnswerIsStoredAndAskedForOnlyOnce() {
        first(Answers.of(Answers.GOOD));
        Case found = Cases.slowServer();
        Analysis analysis = analyzeCase.analyze(found);
        assertThat(analysis.analyst()).isEqualTo("first");
        assertThat(analysis.model()).as("as it names itself").isEqualTo("inn");
        assertThat(analysis.confidence()).isEqualTo(0.86);
        assertThat(analysis.proposal().parameters().get("host").asText()).isEqualTo("web-01");
        assertThat(analyzeCase.analyze(found)).isEqualTo(analysis);
        API.verify(1, postRequestedFor(urlEqualTo("/first/v1/chat/completions")));
        assertThat(history.of(found.ticket().id())).singleElement().asString().contains("\"analyst\":\"first\"", "\"prompt\":\"analyze-case.v2\"",
            "\"model\":\"inn\"")
            .doesNotContain("\"ticket\"");
    }

    @Test
    void theQuestionHasSchemaAndCaseButNoRequesterAndNoSecret() throws Exception {
        first(Answers.of(Answers.GOOD));
        analyzeCase.analyze(Cases.of(Cases.slow().description("My password is hunter2hunter2, token=abc123def").build(), Cases.evidence("RB-12", 0.9)));
        JsonNode asked = JSON.readTree(API.findAll(postRequestedFor(urlEqualTo("/first/v1/chat/completions"))).get(0).getBody());
        assertThat(asked.at("/response_format/json_schema/strict").asBoolean()).isTrue();
        assertThat(asked.at("/response_format/json_schema/schema/properties/proposedAction/anyOf")).hasSize(4);
        assertThat(asked.at("/max_tokens").asInt()).isEqualTo(2000);
        assertThat(asked.at("/temperature").asDouble(-1)).isZero();
        assertThat(asked.at("/messages/0/content").asText()).startsWith("You analyse tickets");
        assertThat(asked.at("/messages/1/content").asText()).contains("Web server answers slowly", "RB-12")
            .doesNotContain("jane.doe", "hunter2", "abc123def");
    }

    @Test
    void aDraftIsAskedForWithItsOwnMessageAndSchemaAndWithoutAModelItIsTheFacts() throws Exception {
        first(Answers.of("{\"title\": \"Mast is stuck\", \"symptoms\": [\"It squeaks.\"], \"cause\": null, \"steps\": [\"Oil the bearing.\"]}"));
        assertThat(writeDraft.write(DraftPromptTest.FACTS)).isEqualTo(new DraftText("Mast is stuck", List.of("It squeaks."), null, List.of("Oil the bearing."), "first"));
        JsonNode asked = JSON.readTree(API.findAll(postRequestedFor(urlEqualTo("/first/v1/chat/completions"))).get(0).getBody());
        assertThat(asked.at("/messages/0/content").asText()).startsWith("You draft runbooks");
        assertThat(asked.at("/response_format/json_schema/schema/properties/steps/type").asText()).isEqualTo("array");
        first(Answers.of(Answers.GOOD));
        assertThat(writeDraft.write(DraftPromptTest.FACTS)).as("an answer of another kind").isEqualTo(DraftText.of(DraftPromptTest.FACTS));
    }

    @Test
    void pagesArePutInOrderAndStayAsTheyAreWithoutAUsableAnswer() throws Exception {
        Case found = Cases.of(Cases.ticket(), Cases.evidence("a", 0.9), Cases.other("b", 0.4), Cases.other("c", 0.01));
        first(Answers.of("{\"order\": [2, 1]}"));
        assertThat(rankEvidence.rank(found).evidence()).extracting(Evidence::id).containsExactly("b", "a", "c");
        JsonNode asked = JSON.readTree(API.findAll(postRequestedFor(urlEqualTo("/first/v1/chat/completions"))).get(0).getBody());
        assertThat(asked.at("/messages/0/content").asText()).startsWith("You put pages");
        assertThat(asked.at("/response_format/json_schema/schema/properties/order/type").asText()).isEqualTo("array");
        first(Answers.of("{\"order\": [3]}"));
        assertThat(rankEvidence.rank(found)).as("the third was not given to it").isSameAs(found);
        API.resetRequests();
        Case alone = Cases.of(Cases.ticket(), Cases.evidence("a", 0.9), Cases.other("c", 0.01));
        assertThat(rankEvidence.rank(alone)).isSameAs(alone);
        API.verify(0, postRequestedFor(urlEqualTo("/first/v1/chat/completions")));
    }

    @ParameterizedTest
    @MethodSource("io.serai.llm.Answers#failures")
    void aFailureIsCountedByItsCauseAndTheNextIsAsked(String cause, ResponseDefinitionBuilder response) {
        first(response);
        second(Answers.of(Answers.GOOD));
        double before = count("first", cause);
        Analysis analysis = analyzeCase.analyze(Cases.slowServer());
        assertThat(analysis.analyst()).isEqualTo("second");
        assertThat(count("first", cause)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @MethodSource("io.serai.llm.Answers#failures")
    void whereAllFailTheOfflineAnalystAnswersAndSaysSo(String cause, ResponseDefinitionBuilder response) {
        first(response);
        second(response);
        Analysis analysis = analyzeCase.analyze(Cases.slowServer());
        assertThat(analysis.analyst()).isEqualTo("offline");
        assertThat(analysis.degraded()).startsWith("no usable answer from a model: first " + cause + ", second ");
        assertThat(analysis.confidence()).isEqualTo(0.86);
        assertThat(analysis.steps()).isNotEmpty();
    }

    /** R15: open after 5 failures, offline at once, one probe, closed by itself. */
    @Test
    void theBreakerOpensAfterFiveFailuresAndClosesByItself() {
        first(aResponse().withStatus(500));
        long start = System.nanoTime();
        IntStream.range(0, 8).forEach(i -> analyzeCase.analyze(Cases.slowServer()));
        int probes = (int) Duration.ofNanos(System.nanoTime() - start).toSeconds();
        assertThat(asked("first")).as("5 failures open it, then one probe a second").isBetween(5, 5 + probes);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(health.health().getDetails()).containsEntry("degraded", true)
            .containsEntry("providers", Map.of("first", "open", "keyless", "not started", "second", "open"));
        assertThat(analyzeCase.analyze(Cases.slowServer()).degraded()).contains("first breaker-open");
        first(Answers.of(Answers.GOOD));
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200))
            .untilAsserted(() -> assertThat(analyzeCase.analyze(Cases.slowServer()).analyst()).isEqualTo("first"));
        assertThat(health.health().getDetails().get("providers")).asString().contains("first=closed");
    }

    /** An open breaker lets one probe through at a time, however many cases wait. */
    @Test
    void onlyOneProbeIsSentWhileTheBreakerIsHalfOpen() {
        first(aResponse().withStatus(500).withFixedDelay(500));
        breaker("first").transitionToOpenState();
        breaker("first").transitionToHalfOpenState();
        ExecutorService six = Executors.newFixedThreadPool(6);
        try {
            List<CompletableFuture<Analysis>> all = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> analyzeCase.analyze(Cases.slowServer()), six)).toList();
            all.forEach(CompletableFuture::join);
        } finally {
            six.shutdown();
        }
        API.verify(1, postRequestedFor(urlEqualTo("/first/v1/chat/completions")));
    }

    /** No ticket may switch a provider off for the others: what the ticket provokes does not open the breaker. */
    @Test
    void refusalsAndUnusableAnswersLeaveTheBreakerClosed() {
        first(Answers.of("", "stop", "No."));
        IntStream.range(0, 6).forEach(i -> analyzeCase.analyze(Cases.slowServer()));
        first(aResponse().withStatus(400));
        IntStream.range(0, 6).forEach(i -> analyzeCase.analyze(Cases.slowServer()));
        assertThat(breaker("first").getCircuitBreakerState()).isEqualTo("CLOSED");
    }

    /** R13: at most ten calls at once, the others do not wait. */
    @Test
    void theBulkheadLetsTenCallsThrough() {
        first(Answers.of(Answers.GOOD));
        analyzeCase.analyze(Cases.slowServer());
        API.resetRequests();
        first(Answers.of(Answers.GOOD).withFixedDelay(1_400));
        double before = count("first", "busy");
        double open = count("first", "breaker-open");
        try (var threads = new Threads(16)) {
            List<CompletableFuture<Analysis>> ten = analyses(10, threads);
            await().until(() -> meters.get("serai.llm.underway").tag("provider", "first").gauge().value() == 10);
            List<CompletableFuture<Analysis>> six = analyses(6, threads);
            ten.forEach(CompletableFuture::join);
            six.forEach(CompletableFuture::join);
        }
        // on a busy machine one of the six may come when one of the ten is through: it is asked then, and not turned away
        int asked = API.findAll(postRequestedFor(urlEqualTo("/first/v1/chat/completions"))).size();
        assertThat(count("first", "busy") - before).as("turned away").isBetween(1.0, 6.0).isEqualTo(16.0 - asked);
        assertThat(count("first", "breaker-open")).isEqualTo(open);
    }

    @Test
    void theComponentTakesItsOwnSettingsFromTheApplications() {
        assertThat(camel.getComponent("openai", OpenAIComponent.class).getEmbeddingModel()).isEqualTo("inn-embed");
    }

    private List<CompletableFuture<Analysis>> analyses(int count, Threads threads) {
        return IntStream.range(0, count)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> analyzeCase.analyze(Cases.slowServer()), threads.pool())).toList();
    }

    /** R13: two seconds each, and never more than the three for all. */
    @Test
    void theDeadlineForAllHolds() {
        first(Answers.of(Answers.GOOD).withFixedDelay(20_000));
        second(Answers.of(Answers.GOOD).withFixedDelay(20_000));
        long start = System.nanoTime();
        Analysis analysis = analyzeCase.analyze(Cases.slowServer());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        assertThat(analysis.degraded()).endsWith("first timeout, second deadline");
    }

    /** S21: a model that obeys the ticket still moves neither the action, nor its target, nor the confidence. */
    @ParameterizedTest
    @MethodSource("io.serai.analysis.Hostile#texts")
    void aModelThatObeysTheTicketGainsNothing(String hostile) {
        first(Answers.of(Answers.GOOD.replace("0.99", "1.0").replace("restart-service", "unlock-account")));
        Analysis analysis = analyzeCase.analyze(Cases.of(Cases.slow().description(hostile).build(), Cases.evidence("RB-12", 0.5)));
        assertThat(analysis.confidence()).isLessThanOrEqualTo(0.5);
        assertThat(analysis.proposal()).isNull();
    }

    /** S25: JMX and the log show no key. */
    @Test
    void noKeyIsShown(CapturedOutput output) throws Exception {
        first(Answers.of(Answers.GOOD));
        analyzeCase.analyze(Cases.slowServer());
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        StringBuilder shown = new StringBuilder();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            shown.append(name);
            for (var attribute : server.getMBeanInfo(name).getAttributes()) {
                if (attribute.isReadable() && attribute.getType().equals("java.lang.String")) {
                    shown.append(server.getAttribute(name, attribute.getName())).append('\n');
                }
            }
            if ("routes".equals(name.getKeyProperty("type"))) {
                shown.append(server.invoke(name, "dumpRouteAsXml", new Object[] {true}, new String[] {"boolean"}));
            }
        }
        assertThat(shown.toString()).contains("llm-ask-first").doesNotContain("sk-inn-secret");
        assertThat(output.getAll()).doesNotContain("sk-inn-secret");
    }

    private record Threads(java.util.concurrent.ExecutorService pool) implements AutoCloseable {
        Threads(int size) {
            this(java.util.concurrent.Executors.newFixedThreadPool(size));
        }

        @Override
        public void close() {
            pool.shutdownNow();
        }
    }
}
