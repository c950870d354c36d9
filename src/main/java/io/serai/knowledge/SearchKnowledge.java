package io.serai.knowledge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Finds runbooks and articles. Never fails: without an index it answers with nothing, and says so. Safe for concurrent use. */
@Component("searchKnowledge")
class SearchKnowledge {

    private static final Logger LOG = LoggerFactory.getLogger(SearchKnowledge.class);

    private final LiveIndex index;
    private final KeepKnowledge keeper;
    private final Timer timer;

    SearchKnowledge(LiveIndex index, KeepKnowledge keeper, MeterRegistry meters) {
        this.index = index;
        this.keeper = keeper;
        this.timer = Timer.builder("serai.knowledge.search").description("Time of one search, embedding of the question included")
            .publishPercentileHistogram().register(meters);
    }

    KnowledgeAnswer search(KnowledgeSearch search) {
        try {
            Retrieve.Answer answer = timer.record(() -> index.answer(search));
            return new KnowledgeAnswer(answer.evidence(), answer.leads(), degraded(answer));
        } catch (IndexUnavailableException e) {
            LOG.debug("knowledge is not available", e);
            return new KnowledgeAnswer(List.of(), List.of(), e.getMessage());
        }
    }

    private String degraded(Retrieve.Answer answer) {
        if (index.wordsOnly()) {
            return "the knowledge index is being built anew: searched by words only";
        }
        if (answer.withoutVectors()) {
            return "the embedding model does not answer: searched by words only";
        }
        if (index.changingModel()) {
            return "the embedding model was changed: searched with the model before it until all is embedded anew";
        }
        return keeper.complete() ? null : "the knowledge index is being built";
    }
}
