package io.serai.connector;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.work.GroupCommit;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Stores an event that came to the door, together with all that wait at the same moment, and returns when it is durable. */
@Component("storeEvent")
class StoreEvent {

    private static final int ROOM = 20_000;

    private final GroupCommit<IncomingEvent, StoredEvent> commits;
    private final long patience;
    private final MeterRegistry meters;

    StoreEvent(EventStore store, HookProperties properties, MeterRegistry meters) {
        this.commits = new GroupCommit<>("events", properties.group(), ROOM, store::storeAll);
        this.patience = properties.commitWithin().toMillis();
        this.meters = meters;
    }

    /**
     * @throws CompletionException                            if it could not be stored, or not in time; it may have been stored all the same
     * @throws java.util.concurrent.RejectedExecutionException if too many wait
     */
    public StoredEvent store(IncomingEvent incoming) {
        CompletableFuture<StoredEvent> answer = commits.submit(incoming).orTimeout(patience, TimeUnit.MILLISECONDS);
        StoredEvent stored = answer.join();
        String result = stored.conflict() ? "conflict" : stored.duplicate() ? "duplicate" : incoming.fault() == null ? "new" : "unreadable";
        meters.counter("serai.events.received", "connector", incoming.event().connector(), "result", result).increment();
        return stored;
    }

    @PreDestroy
    void close() {
        commits.close();
    }
}
