package io.serai.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.core.JsonField;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageParam;
import com.openai.models.chat.completions.ChatCompletionUserMessageParam;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.ResourceHelper;

/** Sends one prompt and replaces the body by the answer's text, empty where the model gave none, or by the parts of the answer while they come. */
class ChatCompletionProducer extends DefaultProducer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RESOURCE = "resource:";

    private final OpenAIEndpoint endpoint;

    ChatCompletionProducer(OpenAIEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** Loads the SDK aside, so that neither the start nor the first question waits for it. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Thread warmUp = new Thread(() -> endpoint.client().warmUp(), "openai-warm-up");
        warmUp.setDaemon(true);
        warmUp.start();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        OpenAIConfiguration options = endpoint.configuration();
        ChatCompletionMessageParam user = userMessage(exchange.getMessage(), options);
        ChatCompletionCreateParams question = question(exchange, options, user);
        if (exchange.getMessage().getHeader(OpenAIHeaders.STREAMING, options.isStreaming(), Boolean.class)) {
            ChunkIterator chunks = new ChunkIterator(endpoint.streamingClient().get().chat().completions().createStreaming(question));
            exchange.getExchangeExtension().addOnCompletion(chunks);
            exchange.getMessage().setBody(chunks);
            return;
        }
        try {
            accept(exchange, options, user, endpoint.client().get().chat().completions().create(question));
        } catch (BadRequestException e) {
            if (options.isFailOnIncomplete() && e.code().filter("content_filter"::equals).isPresent()) {
                throw new IncompleteAnswerException(IncompleteAnswerException.Reason.CONTENT_FILTER);
            }
            throw e;
        }
    }

    private ChatCompletionCreateParams question(Exchange exchange, OpenAIConfiguration options, ChatCompletionMessageParam user)
        throws Exception {
        Message in = exchange.getMessage();
        String model = in.getHeader(OpenAIHeaders.MODEL, options.getModel(), String.class);
        if (model == null) {
            throw new IllegalArgumentException("openai:chat-completion has no model: set the option model or the header " + OpenAIHeaders.MODEL);
        }
        ChatCompletionCreateParams.Builder question = ChatCompletionCreateParams.builder().model(model);
        String system = in.getHeader(OpenAIHeaders.SYSTEM_MESSAGE, options.getSystemMessage(), String.class);
        if (system != null) {
            question.addSystemMessage(system);
        }
        String developer = in.getHeader(OpenAIHeaders.DEVELOPER_MESSAGE, options.getDeveloperMessage(), String.class);
        if (developer != null) {
            question.addDeveloperMessage(developer);
        }
        if (options.isConversationMemory() && system == null) {
            history(exchange, options).forEach(question::addMessage);
        }
        question.addMessage(user);
        Double temperature = in.getHeader(OpenAIHeaders.TEMPERATURE, options.getTemperature(), Double.class);
        if (temperature != null) {
            question.temperature(temperature);
        }
        Double topP = in.getHeader(OpenAIHeaders.TOP_P, options.getTopP(), Double.class);
        if (topP != null) {
            question.topP(topP);
        }
        Integer maxTokens = in.getHeader(OpenAIHeaders.MAX_TOKENS, options.getMaxTokens(), Integer.class);
        if (maxTokens != null) {
            question.maxTokens(maxTokens.longValue());
        }
        String schema = in.getHeader(OpenAIHeaders.JSON_SCHEMA, options.getJsonSchema(), String.class);
        if (schema != null) {
            return question.responseFormat(strict(schema)).build();
        }
        if (options.getOutputClass() != null) {
            Class<?> type = getEndpoint().getCamelContext().getClassResolver().resolveMandatoryClass(options.getOutputClass());
            return question.responseFormat(type).build().rawParams();
        }
        return (options.isJsonObject() ? question.responseFormat(ResponseFormatJsonObject.builder().build()) : question).build();
    }

    private static ChatCompletionMessageParam userMessage(Message in, OpenAIConfiguration options) {
        String text = in.getHeader(OpenAIHeaders.USER_MESSAGE, String.class);
        if (text == null || text.isBlank()) {
            text = in.getBody(String.class);
        }
        if (text == null || text.isBlank()) {
            text = options.getUserMessage();
        }
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("openai:chat-completion has no user message: the body is empty");
        }
        return ChatCompletionMessageParam.ofUser(ChatCompletionUserMessageParam.builder().content(text).build());
    }

    private static void accept(Exchange exchange, OpenAIConfiguration options, ChatCompletionMessageParam user, ChatCompletion answer)
        throws IncompleteAnswerException {
        Message out = exchange.getMessage();
        out.removeHeader(OpenAIHeaders.REFUSAL);
        out.removeHeader(OpenAIHeaders.FINISH_REASON);
        known(answer._id()).ifPresent(id -> out.setHeader(OpenAIHeaders.RESPONSE_ID, id));
        known(answer._model()).ifPresent(model -> out.setHeader(OpenAIHeaders.RESPONSE_MODEL, model));
        answer.usage().ifPresent(usage -> {
            out.setHeader(OpenAIHeaders.PROMPT_TOKENS, usage.promptTokens());
            out.setHeader(OpenAIHeaders.COMPLETION_TOKENS, usage.completionTokens());
            out.setHeader(OpenAIHeaders.TOTAL_TOKENS, usage.totalTokens());
        });
        if (options.isStoreFullResponse()) {
            exchange.setProperty(OpenAIHeaders.RESPONSE, answer);
        }
        if (answer.choices().isEmpty()) {
            out.setBody("");
            return;
        }
        ChatCompletion.Choice choice = answer.choices().get(0);
        choice._finishReason().asKnown().ifPresent(reason -> out.setHeader(OpenAIHeaders.FINISH_REASON, reason.asString()));
        ChatCompletionMessage message = choice.message();
        message.refusal().ifPresent(refusal -> out.setHeader(OpenAIHeaders.REFUSAL, refusal));
        out.setBody(message.content().orElse(""));
        if (options.isFailOnIncomplete()) {
            check(out);
        }
        if (options.isConversationMemory()) {
            List<ChatCompletionMessageParam> history = new ArrayList<>(history(exchange, options));
            history.add(user);
            history.add(ChatCompletionMessageParam.ofAssistant(message.toParam()));
            exchange.setProperty(options.getConversationHistoryProperty(), history);
        }
    }

    private static void check(Message out) throws IncompleteAnswerException {
        if (out.getHeader(OpenAIHeaders.REFUSAL) != null) {
            throw new IncompleteAnswerException(IncompleteAnswerException.Reason.REFUSAL);
        } else if ("length".equals(out.getHeader(OpenAIHeaders.FINISH_REASON))) {
            throw new IncompleteAnswerException(IncompleteAnswerException.Reason.LENGTH);
        } else if ("content_filter".equals(out.getHeader(OpenAIHeaders.FINISH_REASON))) {
            throw new IncompleteAnswerException(IncompleteAnswerException.Reason.CONTENT_FILTER);
        }
    }

    private static <T> Optional<T> known(JsonField<T> field) {
        return field.asKnown();
    }

    @SuppressWarnings("unchecked")
    private static List<ChatCompletionMessageParam> history(Exchange exchange, OpenAIConfiguration options) {
        return exchange.getProperty(options.getConversationHistoryProperty(), List.of(), List.class);
    }

    private ResponseFormatJsonSchema strict(String schema) throws IOException {
        JsonNode node = parse(schema);
        ResponseFormatJsonSchema.JsonSchema.Schema.Builder builder = ResponseFormatJsonSchema.JsonSchema.Schema.builder();
        node.fields().forEachRemaining(field -> builder.putAdditionalProperty(field.getKey(), JsonValue.fromJsonNode(field.getValue())));
        return ResponseFormatJsonSchema.builder()
            .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder().name("answer").strict(true).schema(builder.build()).build())
            .build();
    }

    private JsonNode parse(String schema) throws IOException {
        String text = schema;
        if (schema.startsWith(RESOURCE)) {
            try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(
                getEndpoint().getCamelContext(), schema.substring(RESOURCE.length()))) {
                text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        try {
            JsonNode node = JSON.readTree(text);
            if (!node.isObject()) {
                throw new IllegalArgumentException("jsonSchema is not a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("jsonSchema is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
