package io.serai.knowledge;

import io.serai.knowledge.EmbeddingStore.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds the passages that have no vector, several at a time, and tells how far it is. {@link #embed} is called by one thread, the rest by any.
 */
final class EmbedPassages implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbedPassages.class);
    private static final int LEAST = 64;
    /** Calls or runs a thread between two transactions. */
    private static final int ROUNDS = 16;
    private static final Duration TOLD = Duration.ofSeconds(10);

    /**
     * How far it is.
     *
     * @param model   that embeds
     * @param waiting passages that have no vector of it
     * @param done    passages embedded since they began to wait
     * @param perSecond of those, a second
     */
    record Progress(String model, long waiting, long done, double perSecond) {
    }

    private final EmbeddingStore store;
    private final int threads;
    private final ExecutorService workers;
    private volatile Progress progress;
    private long begun;
    private long told;

    EmbedPassages(EmbeddingStore store, int threads) {
        this.store = store;
        this.threads = threads;
        AtomicInteger number = new AtomicInteger();
        this.workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "knowledge-embed-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @return {@code null} while nothing waits */
    Progress progress() {
        return progress;
    }

    /**
     * @param end     {@link System#nanoTime} after which it comes back though some still wait
     * @param stopped asked between two calls
     * @return true if nothing waits any more
     * @throws EmbeddingFailedException if some could not be embedded; what could is stored
     */
    boolean embed(Embedder model, long end, BooleanSupplier stopped) {
        do {
            List<Waiting> waiting = store.waiting(model.model(), Math.max(LEAST, threads * ROUNDS * model.batch()));
            if (waiting.isEmpty()) {
                finish(model);
                return true;
            }
            begin(model);
            Map<Waiting, float[]> vectors = new LinkedHashMap<>();
            try {
                collect(model, waiting, vectors, end, stopped);
            } finally {
                store.embedded(model.model(), vectors);
                advance(vectors.size());
            }
        } while (!stopped.getAsBoolean() && System.nanoTime() < end);
        return false;
    }

    /** Texts of about the same length share a call, the longest first, so that no thread is left with a long one at the end. */
    private void collect(Embedder model, List<Waiting> waiting, Map<Waiting, float[]> vectors, long end, BooleanSupplier stopped) {
        List<Waiting> sorted = new ArrayList<>(waiting);
        sorted.sort(Comparator.comparingInt((Waiting passage) -> passage.passage().length()).reversed());
        Map<List<Waiting>, Future<List<float[]>>> calls = new LinkedHashMap<>();
        for (int start = 0; start < sorted.size(); start += model.batch()) {
            List<Waiting> batch = sorted.subList(start, Math.min(sorted.size(), start + model.batch()));
            calls.put(batch, workers.submit(() -> stopped.getAsBoolean() || System.nanoTime() >= end ? List.of()
                : model.embedPassages(batch.stream().map(Waiting::passage).toList())));
        }
        EmbeddingFailedException failure = null;
        for (Map.Entry<List<Waiting>, Future<List<float[]>>> call : calls.entrySet()) {
            try {
                List<float[]> made = call.getValue().get();
                for (int i = 0; i < made.size(); i++) {
                    vectors.put(call.getKey().get(i), made.get(i));
                }
            } catch (ExecutionException e) {
                failure = e.getCause() instanceof EmbeddingFailedException known ? known : new EmbeddingFailedException(model.model(), e.getCause());
            } catch (InterruptedException e) {
                calls.values().forEach(other -> other.cancel(true));
                Thread.currentThread().interrupt();
                return;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void begin(Embedder model) {
        Progress now = progress;
        if (now == null || !now.model().equals(model.model())) {
            begun = System.nanoTime();
            told = begun;
            progress = new Progress(model.model(), store.waiting(model.model()), 0, 0);
        }
    }

    private void advance(int embedded) {
        Progress now = progress;
        long time = System.nanoTime();
        long done = now.done() + embedded;
        double perSecond = done / Math.max(0.001, (time - begun) / 1e9);
        progress = new Progress(now.model(), Math.max(0, now.waiting() - embedded), done, Math.round(perSecond * 10) / 10.0);
        if (time - told >= TOLD.toNanos()) {
            told = time;
            LOG.info("Knowledge: {} of {} passages embedded by {}, {} a second.", done, done + progress.waiting(), now.model(), progress.perSecond());
        }
    }

    private void finish(Embedder model) {
        Progress now = progress;
        if (now != null && now.model().equals(model.model())) {
            if (told != begun) {
                LOG.info("Knowledge: all {} passages embedded by {}.", now.done(), now.model());
            }
            progress = null;
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
