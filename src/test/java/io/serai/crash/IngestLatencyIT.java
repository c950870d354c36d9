package io.serai.crash;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.moreThan;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long events take to be taken in while something else is hard on the hub, beside how long they take when nothing is: in turns, so that a machine that
 * has become slower meanwhile is so for both. It measures, and needs a machine to itself: {@code -Dit.excluded=real-systems -Dit.test=IngestLatencyIT}.
 */
@Tag("measure")
class IngestLatencyIT {

    private static final int PER_SECOND = Integer.getInteger("serai.measure.rate", 20);
    private static final int TURNS = Integer.getInteger("serai.measure.turns", 5);
    /** Before each answer; with 0 programs talk, not people. */
    private static final Duration THINKS = Duration.ofSeconds(Integer.getInteger("serai.measure.thinks", 10));
    private static final Duration TURN = Duration.ofSeconds(10);

    private static final String ANSWER = """
        {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant",
         "content":"{\\"category\\":\\"server\\",\\"summary\\":\\"A batch.\\",\\"likelyCause\\":null,\\"steps\\":[],\\"proposedAction\\":null,\\"confidence\\":0.2,\\"evidence\\":[]}",
         "refusal":null}}],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}""";

    @RegisterExtension
    static final WireMockExtension MODELS = WireMockExtension.newInstance().options(options().dynamicPort().dynamicHttpsPort().containerThreads(60)).build();

    private final Collection<Double> calm = new ArrayList<>();
    private final Collection<Double> hard = new ArrayList<>();

    /** TRUST R13: no first byte, a byte now and then, reset in mid-stream, 429, 529, and a second model whose certificate nobody knows. */
    @Test
    void r13WhileModelsFail(@TempDir Path home) throws Exception {
        List<ResponseDefinitionBuilder> ways = List.of(okJson(ANSWER).withFixedDelay(30_000), okJson(ANSWER).withChunkedDribbleDelay(60, 60_000),
            aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK), aResponse().withStatus(429), aResponse().withStatus(529));
        List<String> arguments = new ArrayList<>(hub("first", "http://localhost:" + MODELS.getPort(), 0));
        arguments.addAll(hub("second", "https://localhost:" + MODELS.getHttpsPort(), 1));
        arguments.add("--serai.llm.probe-after=1s");
        IngestRate.prepare(home);
        HubProcess hub = start(home, arguments);
        try {
            IngestRate events = new IngestRate(hub, PER_SECOND);
            warmUp(events);
            for (int turn = 0; turn < TURNS; turn++) {
                MODELS.stubFor(post(urlPathMatching("/.*")).willReturn(okJson(ANSWER)));
                events.drain();
                calm.addAll(events.run(TURN).took());
                MODELS.stubFor(post(urlPathMatching("/.*")).willReturn(ways.get(turn % ways.size())));
                events.drain();
                hard.addAll(events.run(TURN).took());
            }
            MODELS.verify(moreThan(TURNS), postRequestedFor(urlPathMatching("/first/.*")));
            assertThat(calls(hub)).as("usable answers of the first model, failures of both").allMatch(count -> count > 0);
            compare("models that fail");
        } finally {
            hub.stop();
        }
    }

    /** TRUST G8. */
    @Test
    void g8WhileFiftyPeopleTalk(@TempDir Path home) throws Exception {
        Talker.prepare(home);
        IngestRate.prepare(home);
        HubProcess hub = start(home, List.of());
        ExecutorService people = Executors.newFixedThreadPool(50);
        try {
            IngestRate events = new IngestRate(hub, PER_SECOND);
            warmUp(events);
            AtomicInteger answered = new AtomicInteger();
            for (int turn = 0; turn < TURNS; turn++) {
                events.drain();
                calm.addAll(events.run(TURN).took());
                events.drain();
                List<Future<Talker>> talks = new ArrayList<>();
                IngestRate.Run run = events.run();
                try (run) {
                    for (int i = 0; i < 50; i++) {
                        Talker person = new Talker(hub, turn * 50 + i, answered, THINKS, Duration.ofSeconds(2));
                        talks.add(people.submit(person::talk));
                    }
                    for (Future<Talker> talk : talks) {
                        talk.get(180, TimeUnit.SECONDS);
                    }
                }
                hard.addAll(run.took());
            }
            compare("fifty conversations, " + answered + " answers");
        } finally {
            people.shutdownNow();
            hub.stop();
        }
    }

    /** Usable answers of the first, failures of the first, and of the second. */
    private static List<Integer> calls(HubProcess hub) throws Exception {
        JsonNode providers = hub.get("/api/v1/llm/providers").path("items");
        return List.of(providers.at("/0/answered").asInt(), providers.at("/0/failures").size(), providers.at("/1/failures").size());
    }

    private static List<String> hub(String name, String address, int place) {
        String provider = "--serai.llm.providers[" + place + "].";
        return List.of(provider + "name=" + name, provider + "base-url=" + address + "/" + name + "/v1", provider + "model=m", provider + "api-key=k");
    }

    private static HubProcess start(Path home, List<String> arguments) throws Exception {
        List<String> all = new ArrayList<>(arguments);
        all.add("--serai.decision.overrides=" + home.resolve("overrides.yaml").toUri());
        HubProcess hub = new HubProcess(home, IngestRate.ENVIRONMENT, all);
        hub.start();
        return hub;
    }

    /** A hub that has just started is slow until its code is compiled. */
    private static void warmUp(IngestRate events) throws InterruptedException {
        events.run(TURN.multipliedBy(3));
        events.drain();
    }

    private void compare(String what) {
        double before = IngestRate.percentile(calm, 0.95);
        double beside = IngestRate.percentile(hard, 0.95);
        System.out.printf(Locale.ROOT, "ingest beside %s: %d events, P50 %.1f ms, P95 %.1f ms; without: %d events, P50 %.1f ms, P95 %.1f ms; P95 %+.0f %%%n", what, hard.size(),
            IngestRate.percentile(hard, 0.5), beside, calm.size(), IngestRate.percentile(calm, 0.5), before, (beside / before - 1) * 100);
        assertThat(beside).isLessThan(before * 1.1);
    }
}
