package io.serai.work;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.database.BeforeCommit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The queue on PostgreSQL: wakes this process's workers when work is committed, and knows how far each stage is behind. */
@Component
class PostgresWorkQueue implements WorkQueue {

    private final WorkStore store;
    private final Map<String, BeforeCommit<Entry>> queued = new ConcurrentHashMap<>();
    private final Map<String, Signal> signals = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> added = new ConcurrentHashMap<>();
    private volatile Map<String, WorkStore.Lag> lags = Map.of();
    private volatile long restUntil;

    @Autowired
    PostgresWorkQueue(WorkStore store, WorkProperties properties, MeterRegistry meters) {
        this(store, properties.stages().keySet(), meters);
    }

    PostgresWorkQueue(WorkStore store, Set<String> stages, MeterRegistry meters) {
        this.store = store;
        stages.forEach(stage -> {
            Gauge.builder("serai.work.backlog", () -> lag(stage).items()).tag("stage", stage)
                .description("Pieces of work in the stage").register(meters);
            Gauge.builder("serai.work.lag", () -> lag(stage).age()).tag("stage", stage).baseUnit("seconds")
                .description("Age of the oldest piece of work in the stage").register(meters);
        });
    }

    @Override
    public void enqueue(String stage, List<Entry> entries) {
        entries.forEach(entry -> queued.computeIfAbsent(stage, this::writer).add(entry));
    }

    private BeforeCommit<Entry> writer(String stage) {
        return new BeforeCommit<>(entries -> {
            store.insert(stage, entries);
            if (TransactionSynchronizationManager.isSynchronizationActive()) {
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        arrived(stage, entries.size());
                    }
                });
            } else {
                arrived(stage, entries.size());
            }
        });
    }

    @Override
    public void bury(String stage, Entry entry, String error) {
        store.buryUnqueued(stage, entry, error);
    }

    @Override
    public Set<String> buried(String stage, Collection<String> workKeys) {
        return store.buried(stage, workKeys);
    }

    @Override
    public long backlog(String stage) {
        AtomicLong since = added.get(stage);
        return lag(stage).items() + (since == null ? 0 : since.get());
    }

    void arrived(String stage, int count) {
        added.computeIfAbsent(stage, s -> new AtomicLong()).addAndGet(count);
        signal(stage).ring();
    }

    /** Waits until work is committed to the stage by this process, or the time is over. */
    void await(String stage, long millis) throws InterruptedException {
        signal(stage).await(millis);
    }

    /** Counting a long queue is work itself: it rests twenty times as long as it took. */
    @Scheduled(fixedDelay = 1_000)
    void refresh() {
        if (System.nanoTime() < restUntil) {
            return;
        }
        long start = System.nanoTime();
        Map<String, WorkStore.Lag> now = store.lags();
        added.values().forEach(count -> count.set(0));
        lags = now;
        long end = System.nanoTime();
        restUntil = end + 20 * (end - start);
    }

    WorkStore.Lag lag(String stage) {
        return lags.getOrDefault(stage, new WorkStore.Lag(0, 0));
    }

    private Signal signal(String stage) {
        return signals.computeIfAbsent(stage, s -> new Signal());
    }

    private static final class Signal {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition rung = lock.newCondition();
        private boolean pending;

        void ring() {
            lock.lock();
            try {
                pending = true;
                rung.signal();
            } finally {
                lock.unlock();
            }
        }

        void await(long millis) throws InterruptedException {
            lock.lock();
            try {
                if (!pending) {
                    rung.await(millis, TimeUnit.MILLISECONDS);
                }
                pending = false;
            } finally {
                lock.unlock();
            }
        }
    }
}
