package io.serai.openai;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * Makes {@code openai:} endpoints. Its own settings ({@code camel.component.openai.*}) are the defaults of its endpoints. No class of the
 * SDK is loaded before an endpoint is used in a route.
 */
@Component("openai")
public class OpenAIComponent extends DefaultComponent {

    @Metadata(label = "security", secret = true, description = "API key of the endpoints that have none of their own")
    private String apiKey;
    @Metadata(defaultValue = OpenAIConfiguration.BASE_URL, description = "Base URL of the endpoints that have none of their own")
    private String baseUrl;
    @Metadata(description = "Chat model of the endpoints that have none of their own")
    private String model;
    @Metadata(description = "Embedding model of the endpoints that have none of their own")
    private String embeddingModel;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        OpenAIConfiguration configuration = new OpenAIConfiguration();
        configuration.setApiKey(apiKey);
        configuration.setModel(model);
        configuration.setEmbeddingModel(embeddingModel);
        if (baseUrl != null) {
            configuration.setBaseUrl(baseUrl);
        }
        setProperties(getCamelContext(), configuration, parameters);
        OpenAIEndpoint endpoint = new OpenAIEndpoint(uri, this, Operation.of(remaining), configuration);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    public String getApiKey() {
        return apiKey;
    }

    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }

    public String getEmbeddingModel() {
        return embeddingModel;
    }

    public void setEmbeddingModel(String embeddingModel) {
        this.embeddingModel = embeddingModel;
    }
}
