package io.serai.work;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases work in batches and gives it to a fixed number of workers; renews the leases of what they are at, and removes what is
 * done in batches. Work whose failure could not even be recorded stays leased, and comes back when the lease runs out.
 */
class QueueConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(QueueConsumer.class);
    private static final int FINISH_GROUP = 200;
    /** What is claimed at once while senders go first. */
    private static final int LITTLE = 8;

    private final PostgresQueueComponent component;
    private final String stage;
    private final int workers;
    private final int batch;
    private final int prefetch;
    private final Duration lease;
    private final Map<Long, WorkItem> held = new ConcurrentHashMap<>();
    private Semaphore room;
    private ExecutorService pool;
    private ScheduledExecutorService renewer;
    private GroupCommit<WorkItem, Boolean> finisher;
    private Thread claimer;
    private volatile boolean claiming;

    QueueConsumer(PostgresQueueEndpoint endpoint, Processor processor, PostgresQueueComponent component, String stage, int workers, int batch) {
        super(endpoint, processor);
        this.component = component;
        this.stage = stage;
        this.workers = workers;
        this.batch = batch;
        this.prefetch = workers * Math.max(8, batch * 2);
        this.lease = component.properties().stage(stage).lease();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        room = new Semaphore(prefetch);
        pool = getEndpoint().getCamelContext().getExecutorServiceManager().newFixedThreadPool(this, "work-" + stage, workers);
        renewer = getEndpoint().getCamelContext().getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "lease-" + stage);
        finisher = new GroupCommit<>("finish-" + stage, FINISH_GROUP, 1 << 16, items -> {
            Set<Long> removed = component.store().finish(items);
            return items.stream().map(item -> removed.contains(item.id())).toList();
        });
        long third = lease.toMillis() / 3;
        renewer.scheduleAtFixedRate(this::renew, third, third, TimeUnit.MILLISECONDS);
        claiming = true;
        claimer = new Thread(this::claim, "claim-" + stage);
        claimer.setDaemon(true);
        claimer.start();
    }

    /** What the workers are at is finished; what they have not begun comes back when its lease runs out, or at once elsewhere. */
    @Override
    protected void doStop() throws Exception {
        claiming = false;
        component.queue().arrived(stage, 0);
        claimer.join(5_000);
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(pool, 25_000);
        finisher.close();
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(renewer);
        List<WorkItem> rest = List.copyOf(held.values());
        rest.forEach(item -> component.store().postpone(item, Duration.ofMillis(1), "the hub was stopped"));
        held.clear();
        super.doStop();
    }

    private void claim() {
        long idle = component.properties().poll().toMillis();
        while (claiming) {
            try {
                // half of the room at once: a claim is worth its round trip then
                if (!room.tryAcquire(prefetch / 2, idle, TimeUnit.MILLISECONDS)) {
                    continue;
                }
                int places = prefetch / 2 + room.drainPermits();
                int wanted = component.pressure().yield() ? places : Math.min(places, LITTLE);
                List<WorkItem> items = claimOrRelease(wanted, places);
                room.release(places - items.size());
                hand(items);
                if (items.isEmpty()) {
                    component.queue().await(stage, idle);
                } else if (items.size() < wanted) {
                    // a moment for more to arrive: the next batch is then worth its round trip
                    component.queue().await(stage, 2);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("stage {}: work cannot be claimed: {}", stage, e.toString());
                pause(idle);
            }
        }
    }

    private List<WorkItem> claimOrRelease(int wanted, int places) {
        try {
            return component.store().claim(stage, wanted, lease, held.keySet());
        } catch (RuntimeException e) {
            room.release(places);
            throw e;
        }
    }

    private void pause(long millis) {
        try {
            component.queue().await(stage, millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hand(List<WorkItem> items) {
        items.forEach(item -> held.put(item.id(), item));
        if (batch == 0) {
            items.forEach(item -> pool.execute(() -> alone(item)));
        } else {
            for (int from = 0; from < items.size(); from += batch) {
                List<WorkItem> part = items.subList(from, Math.min(items.size(), from + batch));
                pool.execute(() -> together(part));
            }
        }
    }

    /** What fails as a batch is tried again one by one, so that only what is at fault fails. */
    private void together(List<WorkItem> items) {
        if (!claiming) {
            return;
        }
        if (items.size() == 1 || items.stream().anyMatch(item -> lost(item) > 0)) {
            items.forEach(this::alone);
            return;
        }
        try {
            process(items.stream().map(WorkItem::body).toList(), null);
        } catch (Exception e) {
            LOG.debug("stage {}: a batch of {} is taken apart: {}", stage, items.size(), e.toString());
            items.forEach(this::alone);
            return;
        }
        items.forEach(this::finish);
    }

    private void alone(WorkItem item) {
        if (claiming) {
            Correlation.with(item.correlation(), () -> work(item));
        }
    }

    private static int lost(WorkItem item) {
        return item.attempt() - 1 - item.failures();
    }

    private void work(WorkItem item) {
        try {
            if (lost(item) >= component.properties().lostLeases()) {
                component.store().bury(item, "its lease ran out " + lost(item) + " times: the process died or hung");
                done(item);
                return;
            }
            process(batch == 0 ? item.body() : List.of(item.body()), item);
        } catch (Exception e) {
            LOG.warn("{} failed and its failure could not be recorded; it comes back when its lease runs out: {}", item, e.toString());
            done(item);
            return;
        }
        finish(item);
    }

    private void process(Object body, WorkItem item) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(body);
            exchange.setProperty(WorkItem.PROPERTY, item);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void finish(WorkItem item) {
        finisher.submit(item).whenComplete((removed, e) -> {
            if (e == null && removed) {
                component.countDone(stage);
            } else if (e != null) {
                LOG.warn("{} is done but stays queued until its lease runs out: {}", item, e.toString());
            }
            done(item);
        });
    }

    private void done(WorkItem item) {
        held.remove(item.id());
        room.release();
    }

    private void renew() {
        List<WorkItem> items = List.copyOf(held.values());
        if (items.isEmpty()) {
            return;
        }
        try {
            component.store().renew(items, lease);
        } catch (RuntimeException e) {
            LOG.warn("stage {}: leases cannot be renewed: {}", stage, e.toString());
        }
    }
}
