package io.serai.analysis;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.serai.knowledge.Case;
import io.serai.llm.Models;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Has a case analysed, by the LLM providers in their order and by the offline analyst where none gives a usable answer. */
@Component("analyzeCase")
class AnalyzeCase {

    private final LlmAnalyst models;
    private final OfflineAnalyst offline;
    private final ExplainAnalysis explain;
    private final AnalysisStore store;
    private final MeterRegistry meters;

    AnalyzeCase(LlmAnalyst models, OfflineAnalyst offline, ExplainAnalysis explain, AnalysisStore store, MeterRegistry meters) {
        this.models = models;
        this.offline = offline;
        this.explain = explain;
        this.store = store;
        this.meters = meters;
    }

    /**
     * Analyses one case. A version of a ticket is put to a model once: its analysis is stored at once, and returned when asked again. What
     * the offline analyst says costs nothing and is stored with the decision that follows from it.
     *
     * @param found of a stored ticket
     * @throws NullPointerException if the ticket has no id
     */
    public Analysis analyze(Case found) {
        Objects.requireNonNull(found.ticket().id(), "ticket.id");
        return models.available() ? store.find(found.ticket()).orElseGet(() -> store.keep(fresh(found))) : fresh(found);
    }

    private Analysis fresh(Case found) {
        Timer.Sample clock = Timer.start(meters);
        Models.Result<Analysis> asked = models.analyze(found);
        Analysis analysis = explain.explain(found, asked.answer().orElseGet(() -> offline.analyze(found, asked.failures()
            .map(failures -> found.degraded() == null ? failures : found.degraded() + "; " + failures).orElse(found.degraded()))));
        clock.stop(Timer.builder("serai.analysis").description("Time to analyse a case").tag("analyst", analysis.analyst())
            .publishPercentileHistogram().register(meters));
        meters.summary("serai.analysis.confidence", "analyst", analysis.analyst()).record(analysis.confidence());
        return analysis;
    }
}
