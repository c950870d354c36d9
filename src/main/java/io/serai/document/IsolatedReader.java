package io.serai.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads documents in processes of their own, started when they are needed and kept for a while: a document that runs away with memory or
 * time takes such a process with it, and nothing else.
 */
final class IsolatedReader implements DocumentReader, AutoCloseable {

    /** After so many documents a process makes room for a fresh one. */
    private static final int MOST_DOCUMENTS = 500;

    private record Idle(ReaderProcess process, int documents, long since) {
    }

    private final DocumentProperties properties;
    private final WorkFolder folder;
    private final Semaphore places;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "document-clock");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    IsolatedReader(DocumentProperties properties, WorkFolder folder) {
        this.properties = properties;
        this.folder = folder;
        this.places = new Semaphore(properties.readers());
        long pause = Math.max(1, properties.warm().toMillis() / 2);
        clock.scheduleWithFixedDelay(this::rest, pause, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public Text read(Path file, String name, Consumer<String> progress) {
        places.acquireUninterruptibly();
        try {
            Idle reader = take();
            boolean kept = false;
            try {
                Text text = reader.process().read(file, name, progress);
                kept = true;
                return text;
            } catch (RefusedDocumentException e) {
                kept = reader.process().alive();
                throw e;
            } finally {
                if (kept && reader.documents() + 1 < MOST_DOCUMENTS && !closed) {
                    put(new Idle(reader.process(), reader.documents() + 1, System.nanoTime()));
                } else {
                    reader.process().close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            places.release();
        }
    }

    private Idle take() throws IOException {
        for (Idle waiting = poll(); waiting != null; waiting = poll()) {
            if (waiting.process().alive()) {
                return waiting;
            }
            waiting.process().close();
        }
        return new Idle(new ReaderProcess(folder.folder("reader"), properties, clock), 0, 0);
    }

    private synchronized Idle poll() {
        return idle.pollFirst();
    }

    private synchronized void put(Idle reader) {
        idle.addFirst(reader);
    }

    /** Processes that wait for work now. */
    synchronized int waiting() {
        return idle.size();
    }

    private void rest() {
        Duration warm = properties.warm();
        while (true) {
            Idle oldest;
            synchronized (this) {
                oldest = idle.peekLast();
                if (oldest == null || System.nanoTime() - oldest.since() < warm.toNanos()) {
                    return;
                }
                idle.pollLast();
            }
            oldest.process().close();
        }
    }

    @Override
    public void close() {
        closed = true;
        clock.shutdownNow();
        for (Idle waiting = poll(); waiting != null; waiting = poll()) {
            waiting.process().close();
        }
    }
}
