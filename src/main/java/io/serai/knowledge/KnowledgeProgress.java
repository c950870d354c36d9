package io.serai.knowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * How far this process is with all it is to know.
 *
 * @param state     {@code indexing}, {@code changing-model} (the model before goes on answering), {@code degraded} (a step fails, and is tried
 *                  again) or {@code ready}
 * @param documents in the index
 * @param vectors   in the index
 * @param model     whose vectors these are
 * @param embedding how far the embedding is; {@code null} while nothing waits
 * @param failures  what could not be done in the last round, by step
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record KnowledgeProgress(String state, @JsonInclude(JsonInclude.Include.ALWAYS) long documents, @JsonInclude(JsonInclude.Include.ALWAYS) long vectors,
                         String model, EmbedPassages.Progress embedding, Map<String, String> failures) {

    private static final String READY = "ready";

    static KnowledgeProgress of(LiveIndex index, KeepKnowledge keeper) {
        Map<String, String> failures = keeper.failures();
        String state = !failures.isEmpty() ? "degraded" : index.changingModel() ? "changing-model" : keeper.complete() ? READY : "indexing";
        return new KnowledgeProgress(state, index.documents(), index.vectors(), index.model(), keeper.progress().orElse(null), failures);
    }

    /** True if all is embedded and the index follows: nothing more will happen by itself. */
    boolean settled() {
        return state.equals(READY);
    }
}
