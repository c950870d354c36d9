package io.serai.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is kept of the calls of models, for tests of those that ask them; as the API shows it. */
public final class KeptCalls {

    private final CallStore store;
    private final ObjectMapper json;

    public KeptCalls(CallStore store, ObjectMapper json) {
        this.store = store;
        this.json = json;
    }

    /** Of a ticket of the tenant {@code default}, whole, the newest first. */
    public List<JsonNode> of(String ticket) {
        return store.list("default", UUID.fromString(ticket), Optional.empty(), 100).stream()
            .map(call -> store.find("default", UUID.fromString(call.id())).orElseThrow()).map(call -> json.<JsonNode>valueToTree(call)).toList();
    }

    /** Has a call under way that may use so many tokens. */
    public void begin(String ticket, int tokens) throws UnusableAnswerException {
        store.begin("default", new LlmCall(null, ticket, "case", "first", "inn-1", "analyze-case.v2", false, "", null, null, null, tokens, 0, true,
            BigDecimal.ZERO, null));
    }
}
