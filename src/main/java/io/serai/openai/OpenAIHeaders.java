package io.serai.openai;

/** Names of message headers and exchange properties, those of camel-openai's manual; {@link #REFUSAL} is ours. */
public final class OpenAIHeaders {

    public static final String USER_MESSAGE = "CamelOpenAIUserMessage";
    public static final String SYSTEM_MESSAGE = "CamelOpenAISystemMessage";
    public static final String DEVELOPER_MESSAGE = "CamelOpenAIDeveloperMessage";
    public static final String MODEL = "CamelOpenAIModel";
    public static final String TEMPERATURE = "CamelOpenAITemperature";
    public static final String TOP_P = "CamelOpenAITopP";
    public static final String MAX_TOKENS = "CamelOpenAIMaxTokens";
    public static final String STREAMING = "CamelOpenAIStreaming";
    public static final String JSON_SCHEMA = "CamelOpenAIJsonSchema";
    public static final String EMBEDDING_MODEL = "CamelOpenAIEmbeddingModel";
    public static final String EMBEDDING_DIMENSIONS = "CamelOpenAIEmbeddingDimensions";

    public static final String RESPONSE_MODEL = "CamelOpenAIResponseModel";
    public static final String RESPONSE_ID = "CamelOpenAIResponseId";
    public static final String FINISH_REASON = "CamelOpenAIFinishReason";
    public static final String PROMPT_TOKENS = "CamelOpenAIPromptTokens";
    public static final String COMPLETION_TOKENS = "CamelOpenAICompletionTokens";
    public static final String TOTAL_TOKENS = "CamelOpenAITotalTokens";
    public static final String EMBEDDING_RESPONSE_MODEL = "CamelOpenAIEmbeddingResponseModel";
    public static final String EMBEDDING_COUNT = "CamelOpenAIEmbeddingCount";
    public static final String EMBEDDING_VECTOR_SIZE = "CamelOpenAIEmbeddingVectorSize";
    public static final String ORIGINAL_TEXT = "CamelOpenAIOriginalText";
    /** The model's words where it refused; the body is then empty. */
    public static final String REFUSAL = "CamelOpenAIRefusal";

    /** Exchange property with the whole answer, where {@code storeFullResponse} asks for it. */
    public static final String RESPONSE = "CamelOpenAIResponse";

    private OpenAIHeaders() {
    }
}
