package io.serai.work;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Gives failed work back to the queue: to be tried again later, or to the dead letters. */
@Component("recordFailure")
class RecordFailure {

    private static final Logger LOG = LoggerFactory.getLogger(RecordFailure.class);
    private static final int ERROR = 2_000;

    private final WorkStore store;
    private final WorkProperties properties;
    private final MeterRegistry meters;

    RecordFailure(WorkStore store, WorkProperties properties, MeterRegistry meters) {
        this.store = store;
        this.properties = properties;
        this.meters = meters;
    }

    /** @throws IllegalStateException if the failure is that of a batch, which is then taken apart by the source */
    public void recordFailure(@ExchangeProperty(WorkItem.PROPERTY) WorkItem item, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        if (item == null) {
            throw new IllegalStateException("a batch failed", failure);
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Postponed postponed) {
                store.postpone(item, postponed.delay(), text(postponed));
                meters.counter("serai.work.postponed", "stage", item.stage()).increment();
                return;
            }
        }
        List<Duration> backoff = properties.stage(item.stage()).backoff();
        boolean last = item.failures() >= backoff.size() || notRetryable(failure);
        String error = text(root(failure));
        if (last) {
            store.bury(item, error);
            meters.counter("serai.work.dead", "stage", item.stage()).increment();
            LOG.error("{} became a dead letter: {}", item, error);
        } else {
            Duration delay = backoff.get(item.failures());
            store.retry(item, delay, error);
            meters.counter("serai.work.failed", "stage", item.stage()).increment();
            LOG.warn("{} failed and is tried again in {} s: {}", item, delay.toSeconds(), error);
        }
    }

    private static boolean notRetryable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotRetryable) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static String text(Throwable e) {
        String text = e.getClass().getSimpleName() + ": " + e.getMessage();
        return text.length() <= ERROR ? text : text.substring(0, ERROR);
    }
}
