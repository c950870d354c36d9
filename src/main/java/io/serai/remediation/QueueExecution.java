package io.serai.remediation;

import io.serai.work.Correlation;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/**
 * Queues an execution long after its decision: a person or a timer moves it on. What it is queued with is looked up, so that one correlation
 * id goes from the hook to the last note; the thread of a person's request or of a timer has none.
 */
@Component("queueExecution")
class QueueExecution {

    private final ExecutionStore store;
    private final ProducerTemplate routes;

    QueueExecution(ExecutionStore store, ProducerTemplate routes) {
        this.store = store;
        this.routes = routes;
    }

    /** @throws org.apache.camel.CamelExecutionException if it cannot be queued; remediation-requeue-executions does it then */
    public void queue(Execution execution) {
        Correlation.with(store.correlation(execution.id()).orElse(null), () -> routes.sendBody("direct:remediation-queue-execution", execution));
    }
}
