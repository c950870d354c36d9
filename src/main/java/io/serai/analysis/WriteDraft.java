package io.serai.analysis;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.llm.Models;
import io.serai.llm.PersonalData;
import io.serai.llm.Purpose;
import io.serai.llm.Question;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Writes a page from what helped in similar tickets: a model where there is one, else the facts in order. Safe for concurrent use. */
@Component("writeDraft")
class WriteDraft {

    private final Models models;
    private final Purpose purpose;
    private final DraftPrompt prompt;

    WriteDraft(Models models, @Qualifier("draftPurpose") Purpose purpose, PersonalData personal, ObjectMapper json) {
        this.models = models;
        this.purpose = purpose;
        this.prompt = new DraftPrompt(json, personal);
    }

    public DraftText write(DraftFacts facts) {
        if (!models.available()) {
            return DraftText.of(facts);
        }
        return models.ask(new Question(purpose, facts.tenant(), facts.ticketId(), prompt.userMessage(facts)),
            (answer, provider, model) -> prompt.read(answer, facts, provider)).answer().orElseGet(() -> DraftText.of(facts));
    }
}
