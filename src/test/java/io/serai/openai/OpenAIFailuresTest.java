package io.serai.openai;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import io.serai.openai.IncompleteAnswerException.Reason;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a route gets to know of a call that went wrong. TRUST R13, R14. */
class OpenAIFailuresTest {

    @RegisterExtension
    static final WireMockExtension API = WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private CamelContext camel;

    @BeforeEach
    void start() {
        camel = new DefaultCamelContext();
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @ParameterizedTest
    @MethodSource
    void eachFailureHasItsException(ResponseDefinitionBuilder answer, Class<? extends Exception> failure) {
        API.stubFor(post("/v1/chat/completions").willReturn(answer));
        assertThat(ask("").getException()).isInstanceOf(failure);
        API.verify(1, postRequestedFor(urlEqualTo("/v1/chat/completions")));
    }

    static Stream<Arguments> eachFailureHasItsException() {
        return Stream.of(Arguments.of(aResponse().withStatus(400), BadRequestException.class), Arguments.of(aResponse().withStatus(401), UnauthorizedException.class),
            Arguments.of(aResponse().withStatus(429).withHeader("Retry-After", "60"), RateLimitException.class),
            Arguments.of(aResponse().withStatus(500).withBody("<html>"), InternalServerException.class), Arguments.of(aResponse().withStatus(503), InternalServerException.class),
            Arguments.of(okJson("{\"id\":"), OpenAIInvalidDataException.class), Arguments.of(okJson("[]"), OpenAIInvalidDataException.class),
            Arguments.of(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), OpenAIIoException.class));
    }

    @Test
    void aCallIsRepeatedOnceItsProviderAllowsWhereThatIsAskedFor() {
        API.stubFor(post("/v1/chat/completions").inScenario("busy").whenScenarioStateIs("Started").willSetStateTo("free")
            .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "0.01")));
        API.stubFor(post("/v1/chat/completions").inScenario("busy").whenScenarioStateIs("free").willReturn(answer("stop", "\"Sixteen\"", "null")));
        assertThat(ask("&maxRetries=1").getMessage().getBody()).isEqualTo("Sixteen");
        API.verify(2, postRequestedFor(urlEqualTo("/v1/chat/completions")));
    }

    @ParameterizedTest
    @MethodSource
    void anAnswerThatIsNoneIsAFailureWhereThatIsAskedFor(ResponseDefinitionBuilder answer, Reason reason) {
        API.stubFor(post("/v1/chat/completions").willReturn(answer));
        assertThat(ask("&failOnIncomplete=true").getException()).isInstanceOfSatisfying(IncompleteAnswerException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.getMessage()).doesNotContain("Sixt", "cannot");
        });
    }

    static Stream<Arguments> anAnswerThatIsNoneIsAFailureWhereThatIsAskedFor() {
        return Stream.of(Arguments.of(answer("stop", "null", "\"I cannot\""), Reason.REFUSAL), Arguments.of(answer("length", "\"Sixt\"", "null"), Reason.LENGTH),
            Arguments.of(answer("content_filter", "\"Sixt\"", "null"), Reason.CONTENT_FILTER),
            Arguments.of(aResponse().withStatus(400).withHeader("Content-Type", "application/json")
                .withBody("{\"error\":{\"code\":\"content_filter\",\"message\":\"I cannot\"}}"), Reason.CONTENT_FILTER));
    }

    @Test
    void withoutThatTheRouteFindsItInTheHeaders() {
        API.stubFor(post("/v1/chat/completions").willReturn(answer("length", "\"Sixt\"", "null")));
        Exchange exchange = ask("");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("Sixt");
        assertThat(exchange.getMessage().getHeader(OpenAIHeaders.FINISH_REASON)).isEqualTo("length");
    }

    private static ResponseDefinitionBuilder answer(String end, String content, String refusal) {
        return okJson("""
            {"id":"c1","object":"chat.completion","created":1,"model":"inn-1","choices":[{"index":0,"finish_reason":"%s",
             "message":{"role":"assistant","content":%s,"refusal":%s}}]}""".formatted(end, content, refusal));
    }

    private Exchange ask(String option) {
        return camel.createProducerTemplate().request("openai:chat-completion?model=inn-1&baseUrl=" + API.baseUrl() + "/v1" + option,
            exchange -> exchange.getMessage().setBody("How many rooms?"));
    }
}
