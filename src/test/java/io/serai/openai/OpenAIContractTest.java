package io.serai.openai;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.InputStream;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent is what OpenAI's public description of its API takes, and what the tests simulate is what it gives. */
class OpenAIContractTest {

    @RegisterExtension
    static final WireMockExtension API = WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static final ObjectMapper JSON = new ObjectMapper();

    private CamelContext camel;

    @BeforeEach
    void start() {
        camel = new DefaultCamelContext();
        camel.start();
        API.stubFor(post(anyUrl()).willReturn(okJson(OpenAIComponentTest.ANSWER)));
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    public static class Room {
        public String name;
        public int beds;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&systemMessage=s&developerMessage=d", "&temperature=0.5&topP=0.9&maxTokens=50", "&jsonObject=true",
        "&jsonSchema=resource:classpath:prompts/analyze-case.v2.schema.json", "&outputClass=io.serai.openai.OpenAIContractTest$Room", "&streaming=true"})
    void aQuestionIsAsDescribed(String option) throws Exception {
        Exchange exchange = ask("chat-completion?model=inn-1" + option, "How many rooms?");
        assertThat(exchange.getException()).isNull();
        assertThat(faults("request", sent(0))).isEmpty();
    }

    @Test
    void aConversationIsAsDescribed() throws Exception {
        Exchange exchange = ask("chat-completion?model=inn-1&conversationMemory=true", "My name is Alice");
        camel.createProducerTemplate().send(uri("chat-completion?model=inn-1&conversationMemory=true"), exchange);
        assertThat(sent(1).get("messages")).hasSize(3);
        assertThat(faults("request", sent(1))).isEmpty();
    }

    @Test
    void textsToEmbedAreAsDescribed() throws Exception {
        API.stubFor(post(anyUrl()).willReturn(okJson(OpenAIComponentTest.VECTORS)));
        assertThat(ask("embeddings?embeddingModel=inn-embed&dimensions=2", List.of("a", "b")).getException()).isNull();
        assertThat(faults("embed", sent(0))).isEmpty();
    }

    @Test
    void whatIsSimulatedIsAsDescribed() throws Exception {
        assertThat(faults("response", JSON.readTree(OpenAIComponentTest.ANSWER))).isEmpty();
        assertThat(faults("embedded", JSON.readTree(OpenAIComponentTest.VECTORS))).isEmpty();
        assertThat(faults("chunk", JSON.readTree(OpenAIStreamingTest.CHUNK.formatted("x").substring("data: ".length())))).isEmpty();
        assertThat(faults("response", JSON.readTree("{}"))).as("the description is read").isNotEmpty();
    }

    private static List<String> faults(String part, JsonNode message) throws Exception {
        try (InputStream in = OpenAIContractTest.class.getResourceAsStream("/openai/api.schema.json")) {
            ObjectNode description = (ObjectNode) JSON.readTree(in);
            description.put("$ref", "#/$defs/" + part);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(description).validate(message).stream().map(Object::toString).toList();
        }
    }

    private static JsonNode sent(int number) throws Exception {
        return JSON.readTree(API.findAll(postRequestedFor(anyUrl())).get(number).getBody());
    }

    private String uri(String operation) {
        return "openai:" + operation + "&baseUrl=" + API.baseUrl() + "/v1";
    }

    private Exchange ask(String operation, Object body) {
        return camel.createProducerTemplate().request(uri(operation), exchange -> exchange.getMessage().setBody(body));
    }
}
