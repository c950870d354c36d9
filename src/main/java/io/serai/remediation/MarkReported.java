package io.serai.remediation;

import org.springframework.stereotype.Component;

/** Remembers that write-back has an execution's final state. */
@Component("markReported")
class MarkReported {

    private final ExecutionStore store;

    MarkReported(ExecutionStore store) {
        this.store = store;
    }

    public Execution mark(Execution execution) {
        store.markReported(execution.id());
        return execution;
    }
}
