package io.serai.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.openai.client.OpenAIClientImpl;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIIoException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Where a call goes, for addresses that the SDK knows by their names: they cannot be simulated on this machine. */
class OpenAIAddressTest {

    @Test
    void azuresV1Api() {
        HttpRequest request = asked("https://inn.openai.azure.com/openai/v1", null, true);
        assertThat(address(request)).isEqualTo("https://inn.openai.azure.com/openai/v1/chat/completions");
        assertThat(request.headers().values("api-key")).containsExactly("k");
        assertThat(request.headers().values("Authorization")).isEmpty();
    }

    @Test
    void azuresClassicApi() {
        HttpRequest request = asked("https://inn.openai.azure.com", "2024-10-21", true);
        assertThat(address(request)).isEqualTo("https://inn.openai.azure.com/openai/deployments/inn-1/chat/completions?api-version=2024-10-21");
        assertThat(request.headers().values("api-key")).containsExactly("k");
    }

    @Test
    void openAiAndServersLikeIt() {
        HttpRequest request = asked("https://api.openai.com/v1", null, false);
        assertThat(address(request)).isEqualTo("https://api.openai.com/v1/chat/completions");
        assertThat(request.headers().values("Authorization")).containsExactly("Bearer k");
        assertThat(address(asked("http://localhost:11434/v1/", null, false))).isEqualTo("http://localhost:11434/v1/chat/completions");
    }

    private static String address(HttpRequest request) {
        return BoundedHttpClient.address(request).toString();
    }

    private static HttpRequest asked(String baseUrl, String apiVersion, boolean apiKeyHeader) {
        OpenAIConfiguration configuration = new OpenAIConfiguration();
        configuration.setBaseUrl(baseUrl);
        configuration.setApiKey("k");
        configuration.setApiVersion(apiVersion);
        configuration.setApiKeyHeader(apiKeyHeader);
        List<HttpRequest> requests = new ArrayList<>();
        HttpClient nobody = new HttpClient() {
            @Override
            public HttpResponse execute(HttpRequest request, RequestOptions options) {
                requests.add(request);
                throw new OpenAIIoException("nobody is there");
            }

            @Override
            public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {
                requests.clear();
            }
        };
        var client = new OpenAIClientImpl(OpenAISdk.options(configuration).httpClient(nobody).build());
        assertThat(catchThrowable(
            () -> client.chat().completions().create(ChatCompletionCreateParams.builder().model("inn-1").addUserMessage("q").build())))
            .isInstanceOf(OpenAIIoException.class);
        return requests.get(0);
    }
}
