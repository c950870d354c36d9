package io.serai.remediation;

import java.util.List;
import org.springframework.stereotype.Component;

/** Finds executions whose place in the queue a crash may have lost. */
@Component("findOverdue")
class FindOverdue {

    private final ExecutionStore store;
    private final Throttle throttle;

    FindOverdue(ExecutionStore store, Throttle throttle) {
        this.store = store;
        this.throttle = throttle;
    }

    /** @return at most 500; to queue one that waits already is harmless */
    public List<Execution> find() {
        throttle.forget();
        return store.takeOverdue();
    }
}
