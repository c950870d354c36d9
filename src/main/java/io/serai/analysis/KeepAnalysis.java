package io.serai.analysis;

import org.springframework.stereotype.Component;

/** Stores an analysis, unless its version of the ticket has one already; then that one stands. */
@Component("keepAnalysis")
class KeepAnalysis {

    private final AnalysisStore store;

    KeepAnalysis(AnalysisStore store) {
        this.store = store;
    }

    public Analysis keep(Analysis analysis) {
        return store.keep(analysis);
    }
}
