package io.serai.knowledge;

import io.serai.knowledge.EmbeddingStore.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds the passages that have no vector, several at a time, and tells how far it is. Its threads go on while the caller does something else:
 * what they made meanwhile is stored by the next {@link #embed} or {@link #ahead}, which are called by one thread; the rest by any.
 */
final class EmbedPassages implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbedPassages.class);
    /** Passages that are given out at once, at least: some seconds' work of the packed model, more than its caller does between two calls. */
    private static final int LEAST = 256;
    /** Calls a thread that are given out at once. */
    private static final int ROUNDS = 32;
    private static final Duration TOLD = Duration.ofSeconds(10);
    private static final Duration CLOSES = Duration.ofSeconds(10);

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

    /** Passages that are embedded together. */
    private record Call(String model, List<Waiting> passages) {
    }

    /** @param failure {@code null} if there are vectors */
    private record Made(Call call, List<float[]> vectors, EmbeddingFailedException failure) {
    }

    private final EmbeddingStore store;
    private final int threads;
    private final ExecutorService workers;
    private final Set<Call> running = new HashSet<>();
    private final BlockingQueue<Made> made = new LinkedBlockingQueue<>();
    /** What {@link #ahead} found failed, to be told by {@link #embed}. */
    private final List<Made> failed = new ArrayList<>();
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
     * @param stopped asked now and then
     * @return true if nothing waits any more
     * @throws EmbeddingFailedException if some could not be embedded; what could is stored
     */
    boolean embed(Embedder model, long end, BooleanSupplier stopped) {
        int ahead = atOnce(model);
        recount(model);
        do {
            give(model, ahead);
            if (underway(model.model()) == 0 && failed.isEmpty()) {
                finish(model);
                return true;
            }
            List<Made> done = new ArrayList<>(failed);
            failed.clear();
            boolean interrupted = !collect(done, ahead / 2, end);
            store(done);
            done.stream().map(Made::failure).filter(Objects::nonNull).findFirst().ifPresent(failure -> {
                throw failure;
            });
            if (interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        } while (!stopped.getAsBoolean() && System.nanoTime() < end);
        return false;
    }

    /**
     * Has its threads go on with what waits, and waits for nothing: to be called while the caller is at something else for long. Gives out no more
     * once some have failed.
     */
    void ahead(Embedder model) {
        if (failed.isEmpty()) {
            List<Made> done = new ArrayList<>();
            made.drainTo(done);
            done.forEach(one -> running.remove(one.call()));
            store(done);
            done.stream().filter(one -> one.failure() != null).forEach(failed::add);
        }
        if (failed.isEmpty()) {
            give(model, atOnce(model));
        }
    }

    private int atOnce(Embedder model) {
        return Math.max(LEAST, threads * ROUNDS * model.batch());
    }

    private int underway(String model) {
        return running.stream().filter(call -> call.model().equals(model)).mapToInt(call -> call.passages().size()).sum();
    }

    /** Gives out what waits. Texts of about the same length share a call, the longest first, so that no thread is left with a long one at the end. */
    private void give(Embedder model, int ahead) {
        int underway = underway(model.model());
        if (underway > ahead / 2) {
            return;
        }
        List<Waiting> waiting = new ArrayList<>(store.waiting(model.model(), ahead + underway));
        running.stream().filter(call -> call.model().equals(model.model())).forEach(call -> waiting.removeAll(call.passages()));
        if (!waiting.isEmpty()) {
            begin(model);
        }
        waiting.sort(Comparator.comparingInt((Waiting passage) -> passage.passage().length()).reversed());
        for (int start = 0; start < waiting.size(); start += model.batch()) {
            Call call = new Call(model.model(), List.copyOf(waiting.subList(start, Math.min(waiting.size(), start + model.batch()))));
            running.add(call);
            workers.execute(() -> made.add(make(model, call)));
        }
    }

    private static Made make(Embedder model, Call call) {
        try {
            return new Made(call, model.embedPassages(call.passages().stream().map(Waiting::passage).toList()), null);
        } catch (EmbeddingFailedException e) {
            return new Made(call, List.of(), e);
        } catch (RuntimeException e) {
            return new Made(call, List.of(), new EmbeddingFailedException(model.model(), e));
        }
    }

    /**
     * Waits until so many passages are embedded, or time is up. After a failure all that is under way is waited for: most of it will fail, too,
     * and is to be told once.
     *
     * @param done takes them; what is in it has failed
     * @return false if it was interrupted
     */
    private boolean collect(List<Made> done, int wanted, long end) {
        int passages = 0;
        boolean anyFailed = !done.isEmpty();
        while (!running.isEmpty() && (anyFailed || passages < wanted)) {
            try {
                Made next = made.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (next == null) {
                    return true;
                }
                running.remove(next.call());
                done.add(next);
                passages += next.call().passages().size();
                anyFailed |= next.failure() != null;
            } catch (InterruptedException e) {
                return false;
            }
        }
        return true;
    }

    private void store(List<Made> done) {
        Map<String, Map<Waiting, float[]>> byModel = new LinkedHashMap<>();
        for (Made one : done) {
            for (int i = 0; i < one.vectors().size(); i++) {
                byModel.computeIfAbsent(one.call().model(), model -> new LinkedHashMap<>()).put(one.call().passages().get(i), one.vectors().get(i));
            }
        }
        byModel.forEach((model, vectors) -> {
            store.embedded(model, vectors);
            advance(model, vectors.size());
        });
    }

    private void begin(Embedder model) {
        Progress now = progress;
        if (now == null || !now.model().equals(model.model())) {
            begun = System.nanoTime();
            told = begun;
            progress = new Progress(model.model(), store.waiting(model.model()), 0, 0);
        }
    }

    /** What waits has become more if documents came since. */
    private void recount(Embedder model) {
        Progress now = progress;
        if (now != null && now.model().equals(model.model())) {
            progress = new Progress(now.model(), store.waiting(now.model()), now.done(), now.perSecond());
        }
    }

    private void advance(String model, int embedded) {
        Progress now = progress;
        if (now == null || !now.model().equals(model)) {
            return;
        }
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
        try {
            if (!workers.awaitTermination(CLOSES.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("Knowledge: a passage is still being embedded after {} s.", CLOSES.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
