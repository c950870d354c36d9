package io.serai.openai;

import java.util.function.Supplier;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of an {@code openai:} endpoint, named as in camel-openai's manual; the last six are ours. */
@UriParams
public class OpenAIConfiguration {

    static final String BASE_URL = "https://api.openai.com/v1";

    @UriParam(label = "security", secret = true, description = "API key; may be absent for servers that ask for none")
    private String apiKey;
    @UriParam(defaultValue = BASE_URL, description = "Base URL of an OpenAI-compatible API")
    private String baseUrl = BASE_URL;
    @UriParam(description = "Model for chat completion")
    private String model;
    @UriParam(description = "System message to put first; with conversationMemory it starts the conversation anew")
    private String systemMessage;
    @UriParam(description = "Developer message to put before the user's")
    private String developerMessage;
    @UriParam(description = "User message where the body is empty")
    private String userMessage;
    @UriParam(description = "Temperature, 0.0 to 2.0")
    private Double temperature;
    @UriParam(description = "Top P, 0.0 to 1.0")
    private Double topP;
    @UriParam(description = "Most tokens to generate")
    private Integer maxTokens;
    @UriParam(description = "JSON schema of the answer (strict), as text or as resource:classpath:..; the answer is not checked against it here")
    @Metadata(supportFileReference = true)
    private String jsonSchema;
    @UriParam(description = "Class whose JSON schema the answer is to follow; the body stays text")
    private String outputClass;
    @UriParam(defaultValue = "false", description = "Keep the conversation of one exchange in an exchange property")
    private boolean conversationMemory;
    @UriParam(defaultValue = "CamelOpenAIConversationHistory", description = "Exchange property with the conversation")
    private String conversationHistoryProperty = "CamelOpenAIConversationHistory";
    @UriParam(defaultValue = "false", description = "Keep the whole answer in the exchange property CamelOpenAIResponse")
    private boolean storeFullResponse;
    @UriParam(defaultValue = "false", description = "Make the body an Iterator<ChatCompletionChunk> that gives the parts of the answer while they come")
    private boolean streaming;
    @UriParam(description = "Model for embeddings")
    private String embeddingModel;
    @UriParam(description = "Dimensions of the embeddings, for models that can shorten them")
    private Integer dimensions;
    @UriParam(defaultValue = "10000", description = "Time for the whole call, from connecting to the last byte, in milliseconds")
    private long requestTimeout = 10_000;
    @UriParam(defaultValue = "0", description = "How often the SDK repeats a failed call")
    private int maxRetries;
    @UriParam(defaultValue = "1048576", description = "Largest answer read, in bytes")
    private int maxResponseSize = 1 << 20;
    @UriParam(defaultValue = "false", description = "Fail with IncompleteAnswerException where the model refused, was cut off or was stopped by a filter; not while streaming")
    private boolean failOnIncomplete;
    @UriParam(defaultValue = "false", description = "Ask for an answer that is some JSON object, where no schema is set")
    private boolean jsonObject;
    @UriParam(label = "security", defaultValue = "false", description = "Send the key as the header api-key, as Azure takes it, and not as a bearer token")
    private boolean apiKeyHeader;
    @UriParam(label = "security", description = "Gives the bearer token of each call, in place of a key")
    private Supplier<String> tokenSource;
    @UriParam(description = "Version of Azure's API: then baseUrl is the resource's address alone, and the model is a deployment in the path")
    private String apiVersion;

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

    public String getSystemMessage() {
        return systemMessage;
    }

    public void setSystemMessage(String systemMessage) {
        this.systemMessage = systemMessage;
    }

    public String getDeveloperMessage() {
        return developerMessage;
    }

    public void setDeveloperMessage(String developerMessage) {
        this.developerMessage = developerMessage;
    }

    public String getUserMessage() {
        return userMessage;
    }

    public void setUserMessage(String userMessage) {
        this.userMessage = userMessage;
    }

    public Double getTemperature() {
        return temperature;
    }

    public void setTemperature(Double temperature) {
        this.temperature = temperature;
    }

    public Double getTopP() {
        return topP;
    }

    public void setTopP(Double topP) {
        this.topP = topP;
    }

    public Integer getMaxTokens() {
        return maxTokens;
    }

    public void setMaxTokens(Integer maxTokens) {
        this.maxTokens = maxTokens;
    }

    public String getJsonSchema() {
        return jsonSchema;
    }

    public void setJsonSchema(String jsonSchema) {
        this.jsonSchema = jsonSchema;
    }

    public String getOutputClass() {
        return outputClass;
    }

    public void setOutputClass(String outputClass) {
        this.outputClass = outputClass;
    }

    public boolean isConversationMemory() {
        return conversationMemory;
    }

    public void setConversationMemory(boolean conversationMemory) {
        this.conversationMemory = conversationMemory;
    }

    public String getConversationHistoryProperty() {
        return conversationHistoryProperty;
    }

    public void setConversationHistoryProperty(String conversationHistoryProperty) {
        this.conversationHistoryProperty = conversationHistoryProperty;
    }

    public boolean isStoreFullResponse() {
        return storeFullResponse;
    }

    public void setStoreFullResponse(boolean storeFullResponse) {
        this.storeFullResponse = storeFullResponse;
    }

    public String getEmbeddingModel() {
        return embeddingModel;
    }

    public void setEmbeddingModel(String embeddingModel) {
        this.embeddingModel = embeddingModel;
    }

    public Integer getDimensions() {
        return dimensions;
    }

    public void setDimensions(Integer dimensions) {
        this.dimensions = dimensions;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public boolean isStreaming() {
        return streaming;
    }

    public void setStreaming(boolean streaming) {
        this.streaming = streaming;
    }

    public boolean isFailOnIncomplete() {
        return failOnIncomplete;
    }

    public void setFailOnIncomplete(boolean failOnIncomplete) {
        this.failOnIncomplete = failOnIncomplete;
    }

    public boolean isJsonObject() {
        return jsonObject;
    }

    public void setJsonObject(boolean jsonObject) {
        this.jsonObject = jsonObject;
    }

    public boolean isApiKeyHeader() {
        return apiKeyHeader;
    }

    public void setApiKeyHeader(boolean apiKeyHeader) {
        this.apiKeyHeader = apiKeyHeader;
    }

    public Supplier<String> getTokenSource() {
        return tokenSource;
    }

    public void setTokenSource(Supplier<String> tokenSource) {
        this.tokenSource = tokenSource;
    }

    public String getApiVersion() {
        return apiVersion;
    }

    public void setApiVersion(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    public int getMaxResponseSize() {
        return maxResponseSize;
    }

    public void setMaxResponseSize(int maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }
}
