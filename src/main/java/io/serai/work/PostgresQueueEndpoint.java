package io.serai.work;

import java.util.List;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** One stage of the queue as an endpoint. */
class PostgresQueueEndpoint extends DefaultEndpoint {

    private final PostgresQueueComponent component;
    private final String stage;
    private final int workers;
    private final int batch;

    PostgresQueueEndpoint(String uri, PostgresQueueComponent component, String stage, int workers, int batch) {
        super(uri, component);
        this.component = component;
        this.stage = stage;
        this.workers = workers;
        this.batch = batch;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                if (exchange.getMessage().getBody() instanceof List<?> entries) {
                    component.queue().enqueue(stage, entries.stream().map(WorkQueue.Entry.class::cast).toList());
                    return;
                }
                WorkBody body = exchange.getMessage().getMandatoryBody(WorkBody.class);
                WorkItem cause = exchange.getProperty(WorkItem.PROPERTY, WorkItem.class);
                String correlation = cause == null ? Correlation.current().orElse(null) : cause.correlation();
                component.queue().enqueue(stage, List.of(new WorkQueue.Entry(body, correlation)));
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        QueueConsumer consumer = new QueueConsumer(this, processor, component, stage, workers, batch);
        configureConsumer(consumer);
        return consumer;
    }
}
