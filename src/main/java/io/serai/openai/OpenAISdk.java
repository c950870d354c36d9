package io.serai.openai;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.ObjectMappers;
import com.openai.credential.BearerTokenCredential;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SDK's client of one endpoint; made when its producer starts, aside, since its classes take long to load. */
final class OpenAISdk {

    /** Sent as the key where there is none: servers that ask for none ignore it, and the SDK asks for one. */
    private static final String NO_KEY = "none";

    private static final String SAMPLE = """
        {"id":"","object":"chat.completion","created":0,"model":"","choices":[{"index":0,"finish_reason":"stop","logprobs":null,
         "message":{"role":"assistant","content":"","refusal":null}}],"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}""";
    private static final Logger LOG = LoggerFactory.getLogger(OpenAISdk.class);

    private final OpenAIClient client;

    /** @param streaming true if answers are read while they come */
    OpenAISdk(OpenAIConfiguration configuration, boolean streaming) {
        client = new OpenAIClientImpl(options(configuration).httpClient(new BoundedHttpClient(Duration.ofMillis(configuration.getRequestTimeout()),
            configuration.getMaxResponseSize(), configuration.getTokenSource(), streaming)).build());
    }

    /** All but the client below, which decides on nothing that stands in the request but a token. */
    static ClientOptions.Builder options(OpenAIConfiguration configuration) {
        String key = configuration.getApiKey() == null || configuration.getApiKey().isBlank() ? NO_KEY : configuration.getApiKey();
        ClientOptions.Builder options = ClientOptions.builder()
            .baseUrl(configuration.getBaseUrl())
            .credential(configuration.isApiKeyHeader() ? AzureApiKeyCredential.create(key) : BearerTokenCredential.create(key))
            .maxRetries(configuration.getMaxRetries());
        if (configuration.getApiVersion() != null) {
            options.azureUrlPathMode(AzureUrlPathMode.LEGACY).azureServiceVersion(AzureOpenAIServiceVersion.fromString(configuration.getApiVersion()));
        }
        return options;
    }

    /** Loads what the first question would load, about a thousand classes, without asking anyone. */
    void warmUp() {
        try {
            JsonMapper json = ObjectMappers.jsonMapper();
            json.writeValueAsBytes(ChatCompletionCreateParams.builder().model("none").addSystemMessage("").addUserMessage("").build()._body());
            json.readValue(SAMPLE, ChatCompletion.class).choices().get(0).message().content();
        } catch (IOException | RuntimeException e) {
            LOG.debug("the SDK could not be warmed up", e);
        }
    }

    OpenAIClient get() {
        return client;
    }
}
