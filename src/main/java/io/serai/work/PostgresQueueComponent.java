package io.serai.work;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.stereotype.Component;

/** The scheme {@code postgres-queue:<stage>}, on which the queue kamelets stand. */
@Component("postgres-queue")
class PostgresQueueComponent extends DefaultComponent {

    private final WorkStore store;
    private final PostgresWorkQueue queue;
    private final IntakePressure pressure;
    private final WorkProperties properties;
    private final MeterRegistry meters;

    PostgresQueueComponent(WorkStore store, PostgresWorkQueue queue, IntakePressure pressure, WorkProperties properties,
                           MeterRegistry meters) {
        this.store = store;
        this.queue = queue;
        this.pressure = pressure;
        this.properties = properties;
        this.meters = meters;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        int workers = getAndRemoveParameter(parameters, "workers", Integer.class, properties.stage(remaining).workers());
        int batch = getAndRemoveParameter(parameters, "batch", Integer.class, 0);
        return new PostgresQueueEndpoint(uri, this, remaining, workers, batch);
    }

    WorkStore store() {
        return store;
    }

    PostgresWorkQueue queue() {
        return queue;
    }

    IntakePressure pressure() {
        return pressure;
    }

    WorkProperties properties() {
        return properties;
    }

    /** Counts a piece of work of the stage that was done and removed. */
    void countDone(String stage) {
        meters.counter("serai.work.done", "stage", stage).increment();
    }
}
