package io.serai.analysis;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.knowledge.Case;
import io.serai.knowledge.Evidence;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Has a model put the pages found for a ticket in order, where that is wanted ({@code serai.llm.rerank}); else they stay as they are. Safe for concurrent use. */
@Component("rankEvidence")
class RankEvidence {

    /** Less likely pages are not worth a place before others: as a page that is put first takes those behind it down to its score, a ticket could lose all. */
    private static final double LEAST = 0.05;

    private final LlmAnalyst models;
    private final LlmProperties properties;
    private final RankPrompt prompt;

    RankEvidence(LlmAnalyst models, LlmProperties properties, Redact redact, ObjectMapper json) {
        this.models = models;
        this.properties = properties;
        this.prompt = new RankPrompt(json, redact);
    }

    /** @return the same case where there is nothing to choose between, or no model gives a usable answer */
    public Case rank(Case found) {
        List<Evidence> pages = found.evidence().stream().filter(page -> page.score() >= LEAST).toList();
        if (!properties.rerank() || !models.available() || pages.size() < 2) {
            return found;
        }
        return models.ask(new Question(LlmRoutes.Purpose.RANK, found.ticket().tenant(), found.ticket().id(), prompt.userMessage(found.ticket(), pages)),
            (answer, provider, model) -> prompt.read(answer, pages, provider)).answer().map(ranked -> with(found, ranked)).orElse(found);
    }

    private static Case with(Case found, List<Evidence> ranked) {
        List<Evidence> all = Stream.concat(ranked.stream(), found.evidence().stream().filter(page -> page.score() < LEAST)).toList();
        return new Case(found.ticket(), all, found.leads(), found.requester(), found.degraded());
    }
}
