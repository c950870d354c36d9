package io.serai.analysis;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.action.Actions;
import io.serai.llm.Answers;
import io.serai.llm.KeptCalls;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.DisableJmx;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Two providers against a simulated OpenAI-compatible API, {@code first} and {@code second}, and one between them that lacks its key. One application
 * context for all the classes that stand on this one; the server stays for all of them.
 */
@CamelSpringBootTest
@DisableJmx(false)
@Import({ModelRoom.Beans.class, KeptCalls.class})
@SpringBootTest(properties = {
    "camel.main.routes-include-pattern=file:routes/llm-ask-provider.camel.yaml,file:routes/remediation-call-action.camel.yaml",
    "camel.main.jmx-enabled=true",
    "INN_KEY=sk-inn-secret-key",
    "camel.component.openai.embedding-model=inn-embed",
    "serai.llm.deadline=3s",
    "serai.llm.probe-after=1s",
    "serai.llm.rerank=true",
    "serai.llm.ceilings.ticket.tokens=40000",
    "serai.llm.providers[0].name=first",
    "serai.llm.providers[0].base-url=${inn.address}/first/v1",
    "serai.llm.providers[0].model=inn-1",
    "serai.llm.providers[0].api-key={{env:INN_KEY:sk-inn-secret-key}}",
    "serai.llm.providers[0].timeout=2s",
    "serai.llm.providers[0].temperature=0",
    "serai.llm.providers[1].name=keyless",
    "serai.llm.providers[1].model=inn-2",
    "serai.llm.providers[1].base-url=http://127.0.0.1:1/v1",
    "serai.llm.providers[1].api-key={{env:NO_SUCH_KEY}}",
    "serai.llm.providers[2].name=second",
    "serai.llm.providers[2].base-url=${inn.address}/second/v1",
    "serai.llm.providers[2].model=inn-2",
    "serai.llm.providers[2].json-schema=false",
    "serai.llm.providers[2].max-tokens=0",
    "serai.llm.providers[2].timeout=2s"})
abstract class ModelRoom {

    static final WireMockServer API = new WireMockServer(options().dynamicPort().containerThreads(40));

    static {
        API.start();
    }

    @TestConfiguration
    static class Beans {
        @Bean
        @Primary
        Actions catalogue() {
            return Remedies.usual();
        }
    }

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("inn.address", API::baseUrl);
    }

    private static boolean warm;

    @Autowired AnalyzeCase analyzeCase;
    @Autowired @Qualifier("llmHealthIndicator") HealthIndicator health;
    @Autowired CamelContext camel;
    @Autowired MeterRegistry meters;

    /** Calls that the case before gave up waiting for go on to their own deadline. */
    @BeforeEach
    void startAnew() {
        await().until(() -> meters.find("serai.llm.underway").gauges().stream().allMatch(underway -> underway.value() == 0));
        await().until(() -> !paused("first") && !paused("second"));
        breaker("first").transitionToCloseState();
        breaker("second").transitionToCloseState();
        API.resetAll();
        if (!warm) {
            warmUp();
        }
        second(aResponse().withStatus(503));
    }

    /** The first calls load classes; on a busy machine they are not answered in time. */
    private void warmUp() {
        first(Answers.of(Answers.GOOD));
        await().atMost(Duration.ofSeconds(60)).until(() -> analyzeCase.analyze(Cases.slowServer()).analyst().equals("first"));
        breaker("first").transitionToCloseState();
        breaker("second").transitionToCloseState();
        API.resetAll();
        warm = true;
    }

    /** Whether it has asked to be left alone. */
    boolean paused(String provider) {
        return health.health().getDetails().get("providers").toString().contains(provider + "=asked to wait");
    }

    ResilienceProcessor breaker(String provider) {
        return camel.getProcessor("llm-ask-" + provider + "-breaker", ResilienceProcessor.class);
    }

    double count(String provider, String cause) {
        return meters.counter("serai.llm.failures", "provider", provider, "cause", cause).count();
    }

    static void first(ResponseDefinitionBuilder response) {
        API.stubFor(post("/first/v1/chat/completions").willReturn(response));
    }

    static void second(ResponseDefinitionBuilder response) {
        API.stubFor(post("/second/v1/chat/completions").willReturn(response));
    }

    static int asked(String provider) {
        return API.findAll(postRequestedFor(urlEqualTo("/" + provider + "/v1/chat/completions"))).size();
    }
}
