package io.serai.llm;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** How providers of each kind are addressed, and how the hub proves itself to them. */
class LlmRoutesTest {

    @RegisterExtension
    static final WireMockExtension API = WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static final Purpose CASE = new Purpose("case", "analyze-case.v2", "You analyse tickets.", () -> "{\"type\":\"object\"}");
    private static final Purpose DRAFT = new Purpose("draft", "draft-runbook.v1", "You draft runbooks.", () -> "{\"type\":\"array\"}");

    private CamelContext camel;

    @BeforeEach
    void start() throws Exception {
        API.stubFor(any(anyUrl()).willReturn(Answers.of(Answers.GOOD)));
        camel = new DefaultCamelContext();
        camel.getPropertiesComponent().addInitialProperty("inn.key", "sk-inn");
        PluginHelper.getRoutesLoader(camel).loadRoutes(
            ResourceHelper.fromString("llm-ask-provider.camel.yaml", Files.readString(Path.of("routes/llm-ask-provider.camel.yaml"))));
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void anApiLikeOpenAisTakesTheKeyAsABearerTokenAndTheSchema() throws Exception {
        ask(Map.of("base-url", API.baseUrl() + "/v1", "api-key", "{{inn.key}}"));
        API.verify(1, postRequestedFor(urlEqualTo("/v1/chat/completions")).withHeader("Authorization", equalTo("Bearer sk-inn"))
            .withRequestBody(matchingJsonPath("$.response_format.type", equalTo("json_schema"))));
    }

    @Test
    void azuresV1ApiTakesTheKeyInAHeaderOfItsOwn() throws Exception {
        ask(Map.of("kind", "azure-openai", "base-url", API.baseUrl() + "/openai/v1", "api-key", "{{inn.key}}"));
        API.verify(1, postRequestedFor(urlEqualTo("/openai/v1/chat/completions")).withHeader("api-key", equalTo("sk-inn"))
            .withHeader("Authorization", absent()).withRequestBody(matchingJsonPath("$.model", equalTo("inn-1"))));
    }

    @Test
    void azuresClassicApiHasTheDeploymentInThePathAndTheVersionBehindIt() throws Exception {
        ask(Map.of("kind", "azure-openai", "base-url", API.baseUrl(), "api-key", "{{inn.key}}", "api-version", "2024-10-21"));
        API.verify(1, postRequestedFor(urlEqualTo("/openai/deployments/inn-1/chat/completions?api-version=2024-10-21"))
            .withHeader("api-key", equalTo("sk-inn")));
    }

    @Test
    void entraGivesOneTokenForManyCalls() throws Exception {
        API.stubFor(post("/entra/inn.example.com/oauth2/v2.0/token").willReturn(okJson("{\"access_token\":\"tok-1\",\"expires_in\":3600}")));
        Map<String, String> provider = Map.of("kind", "azure-openai-entra", "base-url", API.baseUrl() + "/openai/v1", "entra.tenant", "inn.example.com",
            "entra.client-id", "app", "entra.client-secret", "{{inn.key}}", "entra.authority", API.baseUrl() + "/entra");
        ask(provider);
        camel.createProducerTemplate().requestBody("direct:llm-ask-inn", "Once more");
        API.verify(2, postRequestedFor(urlEqualTo("/openai/v1/chat/completions")).withHeader("Authorization", equalTo("Bearer tok-1"))
            .withHeader("api-key", absent()));
        API.verify(1, postRequestedFor(urlEqualTo("/entra/inn.example.com/oauth2/v2.0/token"))
            .withRequestBody(containing("client_secret=sk-inn")).withRequestBody(containing("grant_type=client_credentials")));
    }

    @Test
    void aModelIsHeldToWhatItCanKeep() throws Exception {
        ask(Map.of("base-url", API.baseUrl() + "/v1", "structure", "json-object"));
        API.verify(1, postRequestedFor(urlEqualTo("/v1/chat/completions"))
            .withRequestBody(matchingJsonPath("$.response_format.type", equalTo("json_object"))));
    }

    @Test
    void aModelThatCanKeepNothingIsHeldToNothing() throws Exception {
        ask(Map.of("base-url", API.baseUrl() + "/v1", "structure", "none"));
        ask(Map.of("base-url", API.baseUrl() + "/v1", "json-schema", "false", "name", "old"));
        API.verify(2, postRequestedFor(urlEqualTo("/v1/chat/completions")).withRequestBody(matchingJsonPath("$.response_format", absent())));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aProviderWithoutItsKeyIsLeftOutAndTheLogSaysSo(CapturedOutput output) throws Exception {
        LlmRoutes routes = routes(Map.of("base-url", API.baseUrl() + "/v1", "api-key", "{{env:NO_SUCH_KEY}}"));
        routes.addTemplatedRoutesToCamelContext(camel);
        camel.start();
        assertThat(routes.ready()).isEmpty();
        assertThat(camel.getRoutes()).isEmpty();
        assertThat(output.getAll()).contains("inn is not asked");
    }

    private void ask(Map<String, String> provider) throws Exception {
        LlmRoutes routes = routes(provider);
        routes.addTemplatedRoutesToCamelContext(camel);
        camel.start();
        assertThat(camel.createProducerTemplate().requestBody("direct:llm-ask-" + routes.ready().get(0).name(), "What is wrong?", String.class))
            .isEqualTo(Answers.GOOD);
    }

    private static LlmRoutes routes(Map<String, String> provider) {
        Map<String, String> settings = new HashMap<>(Map.of("serai.llm.providers[0].name", "inn", "serai.llm.providers[0].model", "inn-1"));
        provider.forEach((name, value) -> settings.put("serai.llm.providers[0]." + name, value));
        LlmProperties properties = new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("serai.llm", LlmProperties.class);
        return new LlmRoutes(properties, List.of(CASE, DRAFT), new ObjectMapper(), Clock.systemUTC());
    }
}
