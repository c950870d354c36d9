package io.serai.analysis;

import io.serai.knowledge.Case;
import io.serai.llm.Models;
import io.serai.llm.Purpose;
import io.serai.llm.Question;

/** Has models analyse a case. */
class LlmAnalyst {

    private final Models models;
    private final Purpose purpose;
    private final Prompt prompt;
    private final AnswerReader reader;

    LlmAnalyst(Models models, Purpose purpose, Prompt prompt, AnswerReader reader) {
        this.models = models;
        this.purpose = purpose;
        this.prompt = prompt;
        this.reader = reader;
    }

    /** False if there is no provider to ask. */
    boolean available() {
        return models.available();
    }

    Models.Result<Analysis> analyze(Case found) {
        return models.ask(new Question(purpose, found.ticket().tenant(), found.ticket().id(), available() ? prompt.userMessage(found) : ""),
            (answer, provider, model) -> reader.read(answer, found, provider).withModel(model));
    }
}
