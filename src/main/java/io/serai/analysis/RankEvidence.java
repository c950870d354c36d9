package io.serai.analysis;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.knowledge.Case;
import io.serai.knowledge.Evidence;
import io.serai.llm.LlmProperties;
import io.serai.llm.Models;
import io.serai.llm.PersonalData;
import io.serai.llm.Purpose;
import io.serai.llm.Question;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Has a model put the pages found for a ticket in order, where that is wanted ({@code serai.llm.rerank}); else they stay as they are. Safe for concurrent use. */
@Component("rankEvidence")
class RankEvidence {

    /** Less likely pages are not worth a place before others: as a page that is put first takes those behind it down to its score, a ticket could lose all. */
    private static final double LEAST = 0.05;

    private final Models models;
    private final LlmProperties properties;
    private final Purpose purpose;
    private final RankPrompt prompt;

    RankEvidence(Models models, LlmProperties properties, @Qualifier("rankPurpose") Purpose purpose, PersonalData personal, ObjectMapper json) {
        this.models = models;
        this.purpose = purpose;
        this.properties = properties;
        this.prompt = new RankPrompt(json, personal);
    }

    /** @return the same case where there is nothing to choose between, or no model gives a usable answer */
    public Case rank(Case found) {
        List<Evidence> pages = found.evidence().stream().filter(page -> page.score() >= LEAST).toList();
        if (!properties.rerank() || !models.available() || pages.size() < 2) {
            return found;
        }
        return models.ask(new Question(purpose, found.ticket().tenant(), found.ticket().id(), prompt.userMessage(found.ticket(), pages)),
            (answer, provider, model) -> prompt.read(answer, pages, provider)).answer().map(ranked -> with(found, ranked)).orElse(found);
    }

    private static Case with(Case found, List<Evidence> ranked) {
        List<Evidence> all = Stream.concat(ranked.stream(), found.evidence().stream().filter(page -> page.score() < LEAST)).toList();
        return new Case(found.ticket(), all, found.leads(), found.requester(), found.degraded());
    }
}
