package io.serai.analysis;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.serai.knowledge.Case;
import io.serai.llm.Answers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * TRUST R13, R14, R15: every provider failing in every way, alone and together. How each provider answers a ticket stands in the ticket's labels, so that
 * all combinations can run side by side.
 */
class FailoverMatrixTest extends ModelRoom {

    /** R13's: no first byte, a byte now and then, reset in mid-stream, 429, 529. R14's: broken JSON, cut off, 10 MB, empty, another ticket's evidence. */
    private static final Map<String, ResponseDefinitionBuilder> WAYS = Map.ofEntries(
        Map.entry("good", Answers.of(Answers.GOOD)), Map.entry("silent", Answers.of(Answers.GOOD).withFixedDelay(5_000)),
        Map.entry("drip", Answers.of(Answers.GOOD).withChunkedDribbleDelay(100, 6_000)),
        Map.entry("reset", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)), Map.entry("busy", aResponse().withStatus(429)),
        Map.entry("overloaded", aResponse().withStatus(529)), Map.entry("broken", okJson("{\"id\":")), Map.entry("cut", Answers.of("{\"cat", "length", null)),
        Map.entry("huge", Answers.of("x".repeat(10_000_000))), Map.entry("empty", Answers.of("")), Map.entry("refusing", Answers.of("", "stop", "No.")),
        Map.entry("foreign", Answers.of(Answers.GOOD.replace("RB-12", "RB-77"))));

    private record Outcome(String first, String second, Analysis analysis, Duration took) {
    }

    @Test
    void noTicketWaitsLongerThanTheDeadlineNoneIsLostAndTheOfflineAnalystsAnswerIsMarked() throws Exception {
        for (String provider : List.of("first", "second")) {
            WAYS.forEach((way, answer) -> API.stubFor(post("/" + provider + "/v1/chat/completions").withRequestBody(containing(provider + "-is-" + way)).willReturn(answer)));
        }
        List<Callable<Outcome>> all = new ArrayList<>();
        WAYS.keySet().forEach(one -> WAYS.keySet().forEach(two -> all.add(() -> outcome(one, two))));
        ExecutorService threads = Executors.newFixedThreadPool(9);
        try {
            for (Future<Outcome> future : threads.invokeAll(all)) {
                check(future.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Outcome outcome(String first, String second) {
        breaker("first").transitionToCloseState();
        breaker("second").transitionToCloseState();
        Case found = Cases.of(Cases.slow().label("one", "first-is-" + first).label("two", "second-is-" + second).build(), Cases.evidence("RB-12", 0.86));
        long start = System.nanoTime();
        Analysis analysis = analyzeCase.analyze(found);
        return new Outcome(first, second, analysis, Duration.ofNanos(System.nanoTime() - start));
    }

    private static void check(Outcome outcome) {
        Analysis analysis = outcome.analysis();
        assertThat(outcome.took()).as(outcome.toString()).isLessThan(Duration.ofSeconds(12));
        assertThat(analysis.steps()).as(outcome.toString()).isNotEmpty();
        assertThat(analysis.confidence()).as(outcome.toString()).isLessThanOrEqualTo(0.86);
        switch (analysis.analyst()) {
            case "first" -> assertThat(outcome.first()).as(outcome.toString()).isEqualTo("good");
            case "second" -> assertThat(outcome.second()).as(outcome.toString()).isEqualTo("good");
            default -> {
                assertThat(analysis.analyst()).isEqualTo("offline");
                assertThat(analysis.degraded()).as(outcome.toString()).matches("no usable answer from a model: first \\S+, second \\S+");
            }
        }
        if (outcome.first().equals("foreign") || outcome.second().equals("foreign")) {
            assertThat(analysis.evidence()).noneMatch(evidence -> evidence.id().equals("RB-77"));
        }
    }

    /** R15: all providers down for long, and tickets all the while. Three seconds stand for ten minutes here: a breaker stays open for one second. */
    @Test
    void whileAllAreDownTicketsAreAnsweredOfflineAndProbesAreRare() throws Exception {
        first(aResponse().withStatus(500));
        second(aResponse().withStatus(500));
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        long start = System.nanoTime();
        try {
            List<Future<Integer>> workers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                workers.add(threads.submit(() -> answeredUntil(over)));
            }
            while (System.nanoTime() - start < Duration.ofSeconds(3).toNanos()) {
                assertThat(answered()).isOne();
            }
            over.set(true);
            for (Future<Integer> worker : workers) {
                assertThat(worker.get()).isPositive();
            }
        } finally {
            threads.shutdownNow();
        }
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds() + 1;
        // four at once may be asked when the fifth failure opens the breaker; on a busy machine some are given up before they are sent
        assertThat(asked("first")).as("5 failures open it, then one probe a second").isBetween(1, (int) (5 + 3 + seconds));
        assertThat(asked("second")).isBetween(1, (int) (5 + 3 + seconds));
    }

    private int answeredUntil(AtomicBoolean over) {
        int answered = 0;
        while (!over.get()) {
            answered += answered();
        }
        return answered;
    }

    private int answered() {
        Analysis analysis = analyzeCase.analyze(Cases.slowServer());
        assertThat(analysis.analyst()).isEqualTo("offline");
        assertThat(analysis.degraded()).startsWith("no usable answer from a model: first ");
        return 1;
    }
}
