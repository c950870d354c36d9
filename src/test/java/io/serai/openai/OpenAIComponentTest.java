package io.serai.openai;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnexpectedStatusCodeException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The component against a simulated API, as Camel's manual describes camel-openai. */
class OpenAIComponentTest {

    @RegisterExtension
    static final WireMockExtension API = WireMockExtension.newInstance().options(options().dynamicPort().dynamicHttpsPort()).build();

    static final String ANSWER = """
        {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"inn-1-mini","choices":[{"index":0,"finish_reason":"stop",
         "message":{"role":"assistant","content":"Sixteen rooms.","refusal":null}}],
         "usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}""";

    static final String VECTORS = """
        {"object":"list","model":"inn-embed","data":[{"object":"embedding","index":1,"embedding":[0.5,0.25]},
         {"object":"embedding","index":0,"embedding":[1.0,0.0]}],"usage":{"prompt_tokens":4,"total_tokens":4}}""";

    private CamelContext camel;
    private ProducerTemplate template;

    @BeforeEach
    void start() {
        camel = new DefaultCamelContext();
        camel.getRegistry().bind("inn-key", "sk-inn-secret-key");
        camel.getRegistry().bind("inn-prompt", "You keep an inn.\nBe brief.");
        camel.start();
        template = camel.createProducerTemplate();
        API.stubFor(post("/v1/chat/completions").willReturn(okJson(ANSWER)));
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void asksAndReplacesTheBodyByTheAnswer() {
        Exchange exchange = ask("apiKey=#bean:inn-key&systemMessage=#bean:inn-prompt&temperature=0.5&topP=0.9&maxTokens=50&storeFullResponse=true",
            "How many rooms?", Map.of());
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("Sixteen rooms.");
        assertThat(exchange.getMessage().getHeaders()).containsEntry("CamelOpenAIResponseId", "chatcmpl-1")
            .containsEntry("CamelOpenAIResponseModel", "inn-1-mini").containsEntry("CamelOpenAIFinishReason", "stop")
            .containsEntry("CamelOpenAIPromptTokens", 7L).containsEntry("CamelOpenAICompletionTokens", 3L).containsEntry("CamelOpenAITotalTokens", 10L);
        assertThat(exchange.getProperty("CamelOpenAIResponse")).isNotNull();
        API.verify(postRequestedFor(urlEqualTo("/v1/chat/completions")).withHeader("Authorization", equalTo("Bearer sk-inn-secret-key"))
            .withRequestBody(equalToJson("""
                {"model":"inn-1","temperature":0.5,"top_p":0.9,"max_tokens":50,"messages":[
                 {"role":"system","content":"You keep an inn.\\nBe brief."},{"role":"user","content":"How many rooms?"}]}""")));
    }

    @Test
    void documentedHeadersOverrideTheOptions() {
        ask("developerMessage=dev", "body", Map.of("CamelOpenAIModel", "inn-2", "CamelOpenAIUserMessage", "Any rooms?", "CamelOpenAISystemMessage", "sys",
            "CamelOpenAITemperature", 1.0, "CamelOpenAIMaxTokens", 9, "CamelOpenAIJsonSchema", "{\"type\":\"object\"}"));
        API.verify(postRequestedFor(urlEqualTo("/v1/chat/completions")).withRequestBody(equalToJson("""
            {"model":"inn-2","temperature":1.0,"max_tokens":9,"messages":[{"role":"system","content":"sys"},{"role":"developer","content":"dev"},
             {"role":"user","content":"Any rooms?"}],
             "response_format":{"type":"json_schema","json_schema":{"name":"answer","strict":true,"schema":{"type":"object"}}}}""")));
    }

    @Test
    void readsTheSchemaFromAResourceAndRefusesOneThatIsNone() {
        assertThat(ask("jsonSchema=resource:classpath:prompts/analyze-case.v2.schema.json", "q", Map.of()).getException()).isNull();
        API.verify(postRequestedFor(urlEqualTo("/v1/chat/completions")).withRequestBody(
            com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath("$.response_format.json_schema.schema.properties.category")));
        assertThat(ask("jsonSchema=[]", "q", Map.of()).getException()).isInstanceOf(IllegalArgumentException.class);
        assertThat(ask("jsonSchema=nonsense", "q", Map.of()).getException()).isInstanceOf(IllegalArgumentException.class);
    }

    public static class Room {
        public String name;
        public int beds;
    }

    @Test
    void asksForTheShapeOfAClass() {
        assertThat(ask("outputClass=" + Room.class.getName(), "q", Map.of()).getException()).isNull();
        API.verify(postRequestedFor(urlEqualTo("/v1/chat/completions")).withRequestBody(
            com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath("$.response_format.json_schema.schema.properties.beds")));
    }

    @Test
    void remembersTheConversationOfOneExchange() {
        Exchange exchange = ask("conversationMemory=true", "My name is Alice", Map.of());
        exchange.getMessage().setBody("Who am I?");
        template.send(uri("conversationMemory=true"), exchange);
        API.verify(postRequestedFor(urlEqualTo("/v1/chat/completions")).withRequestBody(equalToJson("""
            {"model":"inn-1","messages":[{"role":"user","content":"My name is Alice"},{"role":"assistant","content":"Sixteen rooms."},
             {"role":"user","content":"Who am I?"}]}""", true, true)));
    }

    @Test
    void tellsARefusalAndLeavesTheBodyEmpty() {
        API.stubFor(post("/v1/chat/completions").willReturn(okJson(ANSWER.replace("\"Sixteen rooms.\",\"refusal\":null", "null,\"refusal\":\"No.\""))));
        Exchange exchange = ask("", "q", Map.of());
        assertThat(exchange.getMessage().getBody()).isEqualTo("");
        assertThat(exchange.getMessage().getHeader(OpenAIHeaders.REFUSAL)).isEqualTo("No.");
    }

    @Test
    void embedsOneTextOrMany() {
        API.stubFor(post("/v1/embeddings").willReturn(okJson(VECTORS)));
        Exchange many = template.request(embeddings(), exchange -> exchange.getMessage().setBody(List.of("a", "b")));
        assertThat(many.getException()).isNull();
        assertThat(many.getMessage().getBody()).isEqualTo(List.of(List.of(1.0f, 0.0f), List.of(0.5f, 0.25f)));
        assertThat(many.getMessage().getHeaders()).containsEntry("CamelOpenAIEmbeddingCount", 2).containsEntry("CamelOpenAIEmbeddingVectorSize", 2)
            .containsEntry("CamelOpenAIEmbeddingResponseModel", "inn-embed").containsEntry("CamelOpenAIOriginalText", List.of("a", "b"));
        assertThat(template.request(embeddings(), exchange -> exchange.getMessage().setBody("a")).getException())
            .isInstanceOf(IllegalStateException.class).hasMessageContaining("asked for 1 embeddings, got 2");
        assertThat(template.request(embeddings(), exchange -> exchange.getMessage().setBody("")).getException())
            .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> camel.getEndpoint("openai:chat-completion?additionalBodyProperty=x")).isInstanceOf(ResolveEndpointFailedException.class)
            .hasMessageContaining("additionalBodyProperty");
        assertThatThrownBy(() -> camel.getEndpoint("openai:paint")).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> camel.getEndpoint("openai:chat-completion").createConsumer(exchange -> { }))
            .isInstanceOf(UnsupportedOperationException.class);
        assertThat(ask("", "", Map.of()).getException()).isInstanceOf(IllegalArgumentException.class);
    }

    /** R13. */
    @Test
    void givesUpAtTheDeadlineWhetherNothingComesOrOnlyDrops() {
        API.stubFor(post("/v1/chat/completions").willReturn(okJson(ANSWER).withFixedDelay(20_000)));
        assertThat(ask("requestTimeout=300", "q", Map.of()).getException()).hasCauseInstanceOf(HttpTimeoutException.class);
        API.stubFor(post("/v1/chat/completions").willReturn(okJson(ANSWER).withChunkedDribbleDelay(50, 20_000)));
        long start = System.nanoTime();
        assertThat(ask("requestTimeout=300", "q", Map.of()).getException()).hasCauseInstanceOf(HttpTimeoutException.class);
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(15_000);
    }

    /** R13: WireMock's certificate is its own, and nothing of the question is sent. */
    @Test
    void asksNobodyWhoseCertificateIsNotTrusted() {
        String uri = "openai:chat-completion?model=inn-1&baseUrl=https://localhost:" + API.getHttpsPort();
        assertThat(template.request(uri, exchange -> exchange.getMessage().setBody("q")).getException()).hasCauseInstanceOf(SSLException.class);
        API.verify(0, anyRequestedFor(anyUrl()));
    }

    /** R13: a server that speaks no TLS. */
    @Test
    void tellsATlsFailure() {
        String uri = "openai:chat-completion?model=inn-1&baseUrl=" + "https://localhost:" + API.getPort();
        assertThat(template.request(uri, exchange -> exchange.getMessage().setBody("q")).getException())
            .hasRootCauseInstanceOf(SSLException.class);
    }

    /** R14, S30. */
    @Test
    void readsNoMoreThanAllowed() {
        API.stubFor(post("/v1/chat/completions").willReturn(okJson(ANSWER.replace("Sixteen", "x".repeat(10_000_000)))));
        assertThat(ask("", "q", Map.of()).getException()).hasRootCauseInstanceOf(ResponseTooLargeException.class);
    }

    /** S13, S30. */
    @Test
    void followsNoRedirect() {
        API.stubFor(post("/v1/chat/completions").willReturn(aResponse().withStatus(307).withHeader("Location", "http://localhost:" + API.getPort() + "/elsewhere")));
        API.stubFor(post("/elsewhere").willReturn(okJson(ANSWER)));
        assertThat(ask("apiKey=#bean:inn-key", "q", Map.of()).getException()).isInstanceOf(UnexpectedStatusCodeException.class);
        API.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void failsAtOnceUnlessToldToRetry() {
        API.stubFor(post("/v1/chat/completions").willReturn(aResponse().withStatus(429)));
        assertThat(ask("", "q", Map.of()).getException()).isInstanceOf(RateLimitException.class);
        API.verify(1, postRequestedFor(urlEqualTo("/v1/chat/completions")));
    }

    /** S25: neither the endpoint's address nor the route's source shows a key. */
    @Test
    void showsNoKey() throws Exception {
        String text = """
            - route:
                id: ask
                from:
                  uri: direct:ask
                  steps:
                    - to:
                        uri: openai:chat-completion
                        parameters:
                          baseUrl: %s/v1
                          model: inn-1
                          apiKey: "#bean:inn-key"
            """.formatted("http://localhost:" + API.getPort());
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("ask.yaml", text));
        assertThat(template.requestBody("direct:ask", "q")).isEqualTo("Sixteen rooms.");
        RoutesDefinition routes = new RoutesDefinition();
        routes.setRoutes(List.of((RouteDefinition) ((org.apache.camel.model.ModelCamelContext) camel).getRouteDefinition("ask")));
        assertThat(PluginHelper.getModelToXMLDumper(camel).dumpModelAsXml(camel, routes)).doesNotContain("sk-inn");
        assertThat(camel.getEndpoints()).allSatisfy(endpoint -> {
            assertThat(endpoint.toString()).doesNotContain("sk-inn");
            assertThat(endpoint.getEndpointUri()).doesNotContain("sk-inn");
        });
        camel.getEndpoint(uri("apiKey=sk-in-clear"));
        assertThat(camel.getEndpoints()).allSatisfy(endpoint -> assertThat(endpoint.toString()).doesNotContain("sk-in-clear"));
    }

    private String uri(String options) {
        return "openai:chat-completion?baseUrl=" + "http://localhost:" + API.getPort() + "/v1&model=inn-1" + (options.isEmpty() ? "" : "&" + options);
    }

    private String embeddings() {
        return "openai:embeddings?baseUrl=" + "http://localhost:" + API.getPort() + "/v1&embeddingModel=inn-embed";
    }

    private Exchange ask(String options, String body, Map<String, Object> headers) {
        return template.request(uri(options), exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        });
    }
}
