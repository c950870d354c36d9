package io.serai.knowledge;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.serai.openai.OpenAIComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An endpoint that is simulated, asked through the route. */
class KnowledgeEmbedTextsRouteTest {

    @RegisterExtension
    static final WireMockExtension API = WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private EndpointEmbedder embedder;

    @BeforeEach
    void start() throws Exception {
        System.setProperty("serai.test.embedding.key", "sk-embedding-secret");
        embedder = start(camel, properties("{{sys:serai.test.embedding.key}}", Duration.ofMinutes(1)));
    }

    private static EmbeddingProperties properties(String key, Duration timeout) {
        return new EmbeddingProperties(API.baseUrl() + "/v1", "small", key, 3, true, timeout, 32, Duration.ofSeconds(30));
    }

    private static EndpointEmbedder start(DefaultCamelContext camel, EmbeddingProperties properties) throws Exception {
        camel.addComponent("openai", new OpenAIComponent());
        PluginHelper.getRoutesLoader(camel).loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource(
            "file:" + Path.of("routes/knowledge-embed-texts.camel.yaml")));
        EmbeddingRoutes routes = new EmbeddingRoutes(properties);
        camel.addRoutes(routes);
        routes.addTemplatedRoutesToCamelContext(camel);
        camel.start();
        return new EndpointEmbedder(camel, camel.createProducerTemplate(), properties, String::length);
    }

    @AfterEach
    void stop() {
        camel.stop();
        System.clearProperty("serai.test.embedding.key");
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        API.stubFor(post(urlEqualTo("/v1/embeddings")).willReturn(answer.withHeader("Content-Type", "application/json")));
    }

    private static String vectors(String... vectors) {
        StringBuilder data = new StringBuilder();
        for (int i = vectors.length - 1; i >= 0; i--) {
            data.append(data.isEmpty() ? "" : ",").append("{\"object\":\"embedding\",\"index\":").append(i).append(",\"embedding\":").append(vectors[i]).append('}');
        }
        return "{\"object\":\"list\",\"model\":\"small\",\"data\":[" + data + "],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}";
    }

    @Test
    void textsAreEmbeddedInOneCallInTheirOrderAndMadeOfLengthOne() {
        answers(aResponse().withBody(vectors("[3,0,4]", "[0,2,0]")));
        List<float[]> vectors = embedder.embedPassages(List.of("disk", "vpn"));
        assertThat(vectors.get(0)[0]).isCloseTo(0.6f, within(1e-6f));
        assertThat(vectors.get(0)[2]).isCloseTo(0.8f, within(1e-6f));
        assertThat(vectors.get(1)).containsExactly(0, 1, 0);
        assertThat(embedder.model()).as("another dimension is another model").isEqualTo("small/3");
        API.verify(1, postRequestedFor(urlEqualTo("/v1/embeddings")).withHeader("Authorization", equalTo("Bearer sk-embedding-secret"))
            .withRequestBody(matchingJsonPath("$.model", equalTo("small"))).withRequestBody(matchingJsonPath("$.dimensions", equalTo("3")))
            .withRequestBody(matchingJsonPath("$.input[1]", equalTo("vpn"))));
    }

    static Stream<Arguments> badAnswers() {
        return Stream.of(Arguments.of(aResponse().withStatus(401).withBody("{\"error\":{\"message\":\"wrong key sk-embedding-secret\"}}"), "status 401"),
            Arguments.of(aResponse().withStatus(429), "status 429"), Arguments.of(aResponse().withStatus(500), "status 500"),
            Arguments.of(aResponse().withStatus(302).withHeader("Location", "http://127.0.0.1:1/"), "status 302"),
            Arguments.of(aResponse().withBody("<html>"), "not what was asked for"),
            Arguments.of(aResponse().withBody(vectors("[1,0,0]", "[1,0,0]")), ""),
            Arguments.of(aResponse().withBody(vectors("[1,0]")), "3 dimensions"),
            Arguments.of(aResponse().withBody(vectors("[0,0,0]")), "without a direction"),
            Arguments.of(aResponse().withBody("x".repeat(17 << 20)), "too large"));
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void aBadAnswerIsAFailureThatSaysItsKindAndNoSecret(ResponseDefinitionBuilder answer, String reason) {
        answers(answer);
        assertThatThrownBy(() -> embedder.embedQuery("disk")).isInstanceOf(EmbeddingFailedException.class).hasMessageContaining(reason)
            .hasMessageContaining("small/3").message().doesNotContain("sk-embedding", "disk");
    }

    @Test
    void anAnswerThatIsLateIsGivenUp() throws Exception {
        answers(aResponse().withBody(vectors("[1,0,0]")).withFixedDelay(1_000));
        DefaultCamelContext hasty = new DefaultCamelContext();
        EndpointEmbedder impatient = start(hasty, properties(null, Duration.ofMillis(200)));
        assertThatThrownBy(() -> impatient.embedQuery("disk")).hasMessageContaining("no whole answer in time");
        hasty.stop();
    }

    @Test
    void afterFiveFailuresItIsLeftAlone() {
        answers(aResponse().withStatus(503));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> embedder.embedPassage("disk")).hasMessageContaining("status 503");
        }
        assertThatThrownBy(() -> embedder.embedPassage("disk")).hasMessageContaining("left alone");
        API.verify(5, postRequestedFor(urlEqualTo("/v1/embeddings")));
    }

    @Test
    void withoutItsKeyItIsNotAsked() throws Exception {
        DefaultCamelContext other = new DefaultCamelContext();
        EmbeddingProperties keyless = properties("{{env:NO_SUCH_EMBEDDING_KEY}}", Duration.ofSeconds(1));
        new EmbeddingRoutes(keyless).addTemplatedRoutesToCamelContext(other);
        EndpointEmbedder without = new EndpointEmbedder(other, other.createProducerTemplate(), keyless, String::length);
        assertThatThrownBy(() -> without.embedQuery("disk")).isInstanceOf(EmbeddingFailedException.class).hasMessageContaining("environment variable of its key");
        other.stop();
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThat(new EmbeddingProperties("ftp://x", "small", null, 3, false, Duration.ofSeconds(1), 1, Duration.ofSeconds(30)).isAddress()).isFalse();
        assertThat(new EmbeddingProperties("http://x/v1", "small", null, 0, false, Duration.ofSeconds(1), 1, Duration.ofSeconds(30)).isComplete()).isFalse();
        assertThat(new EmbeddingProperties(null, null, null, 0, false, Duration.ofSeconds(10), 32, Duration.ofSeconds(30)).remote()).isFalse();
        assertThat(properties("sk-plain", Duration.ofSeconds(1))).asString().doesNotContain("sk-plain", "http");
    }
}
