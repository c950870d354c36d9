package io.serai.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;

/**
 * Collects what is waiting, without lingering, and hands it to one function in one go, so that many callers share one commit.
 * One thread writes; while it writes, the next group gathers. Safe for concurrent use.
 *
 * @param <I> what callers hand in
 * @param <O> what they get, in the same order
 */
public final class GroupCommit<I, O> implements AutoCloseable {

    private final BlockingQueue<Waiting<I, O>> waiting;
    private final int most;
    private final Function<List<I>, List<O>> write;
    private final Thread writer;
    private volatile boolean open = true;

    private record Waiting<I, O>(I input, CompletableFuture<O> answer) {
    }

    /**
     * @param most  largest group
     * @param room  how many may wait; one more is refused
     * @param write gets 1 to {@code most} inputs, answers as many outputs; if the database refuses the data, the inputs are
     *              tried again one by one, so that one bad input does not fail its neighbours
     */
    public GroupCommit(String name, int most, int room, Function<List<I>, List<O>> write) {
        this.most = most;
        this.waiting = new ArrayBlockingQueue<>(room);
        this.write = write;
        this.writer = new Thread(this::run, "group-commit-" + name);
        this.writer.setDaemon(true);
        this.writer.start();
    }

    /**
     * @return completes after the commit
     * @throws RejectedExecutionException if too many wait, or this is closed
     */
    public CompletableFuture<O> submit(I input) {
        CompletableFuture<O> answer = new CompletableFuture<>();
        if (!open || !waiting.offer(new Waiting<>(input, answer))) {
            throw new RejectedExecutionException("too many writes are waiting");
        }
        if (!open && !writer.isAlive()) {
            failAll();
        }
        return answer;
    }

    private void run() {
        List<Waiting<I, O>> group = new ArrayList<>(most);
        while (open || !waiting.isEmpty()) {
            try {
                Waiting<I, O> first = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.clear();
                    group.add(first);
                    waiting.drainTo(group, most - 1);
                    commit(group);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                open = false;
                return;
            }
        }
    }

    private void commit(List<Waiting<I, O>> group) {
        try {
            List<O> answers = write.apply(group.stream().map(Waiting::input).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer.complete(answers.get(i));
            }
        } catch (RuntimeException | Error e) {
            if (group.size() > 1 && liesInTheData(e)) {
                group.forEach(one -> commit(List.of(one)));
            } else {
                group.forEach(one -> one.answer.completeExceptionally(e));
            }
        }
    }

    /** A database that is away fails all alike; asking it again for each would make them wait for nothing. */
    private static boolean liesInTheData(Throwable e) {
        return e instanceof NonTransientDataAccessException && !(e instanceof NonTransientDataAccessResourceException);
    }

    private void failAll() {
        List<Waiting<I, O>> rest = new ArrayList<>();
        waiting.drainTo(rest);
        rest.forEach(one -> one.answer.completeExceptionally(new RejectedExecutionException("closed")));
    }

    /** Writes what is waiting, and ends the thread. */
    @Override
    public void close() {
        open = false;
        try {
            writer.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        failAll();
    }
}
