package io.serai.analysis;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.stereotype.Component;

/** Writes a page from what helped in similar tickets: a model where there is one, else the facts in order. Safe for concurrent use. */
@Component("writeDraft")
class WriteDraft {

    private final LlmAnalyst models;
    private final DraftPrompt prompt;

    WriteDraft(LlmAnalyst models, Redact redact, ObjectMapper json) {
        this.models = models;
        this.prompt = new DraftPrompt(json, redact);
    }

    public DraftText write(DraftFacts facts) {
        if (!models.available()) {
            return DraftText.of(facts);
        }
        return models.ask(new Question(LlmRoutes.Purpose.DRAFT, facts.tenant(), facts.ticketId(), prompt.userMessage(facts)),
            (answer, provider, model) -> prompt.read(answer, facts, provider)).answer().orElseGet(() -> DraftText.of(facts));
    }
}
