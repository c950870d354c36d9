package io.serai.knowledge;

import io.serai.document.DocumentReader;
import io.serai.home.Fault;
import io.serai.home.HomeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The one thread that keeps folder, database and index in step: reads the folder, stores what changed, brings the index up to date,
 * embeds what has no vector, and begins again. Starts with the hub and holds nothing up; what fails is told once and tried again.
 */
@Component
class KeepKnowledge implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KeepKnowledge.class);
    /** So long it embeds before it looks at the folder again: what is new is found within 5 s even while much is embedded. */
    private static final Duration SLICES = Duration.ofMillis(2_500);
    /** So often it asks, while it rests, whether another process has changed anything. */
    private static final Duration FOLLOWS = Duration.ofMillis(500);
    private static final Duration PRUNES = Duration.ofHours(24);

    private final KnowledgeProperties properties;
    private final HomeFiles home;
    private final KnowledgeStore store;
    private final LiveIndex index;
    private final Embedders embedders;
    private final EmbeddingStore embeddings;
    private final RunbookFolder folder;
    private final DocumentFolder documents;
    private final ChunkRunbook chunker;

    private volatile List<Fault> faults = List.of();
    private volatile Map<String, String> failures = Map.of();
    private volatile boolean complete;
    /** Nothing has changed since all was embedded. */
    private volatile boolean embedded;
    /** Passages were left at the end of the last slice; what changed since is in the next. */
    private volatile boolean waiting = true;
    private boolean folderSeen;
    private String last = "";
    private Thread thread;
    private CountDownLatch stop = new CountDownLatch(1);
    private final Semaphore news = new Semaphore(0);
    private volatile EmbedPassages passages;
    private long pruned = System.nanoTime() - PRUNES.toNanos();

    KeepKnowledge(KnowledgeProperties properties, HomeFiles home, KnowledgeStore store, LiveIndex index, Embedders embedders,
                  EmbeddingStore embeddings, DocumentReader reader) {
        this.properties = properties;
        this.home = home;
        this.store = store;
        this.index = index;
        this.embedders = embedders;
        this.embeddings = embeddings;
        this.folder = new RunbookFolder(properties.folder());
        this.documents = new DocumentFolder(properties.folder(), reader);
        this.chunker = new ChunkRunbook(embedders.wanted()::tokens);
    }

    /** What is wrong with single files. */
    List<Fault> faults() {
        return faults;
    }

    /** What could not be done in the last round, by step. */
    Map<String, String> failures() {
        return failures;
    }

    /** True once all runbooks are in the index, with the wanted model's vectors; but for those that changed a moment ago. */
    boolean complete() {
        return complete && !waiting && index.following() && !index.changingModel();
    }

    /** How far the embedding is; absent while nothing waits. */
    Optional<EmbedPassages.Progress> progress() {
        EmbedPassages running = passages;
        return running == null ? Optional.empty() : Optional.ofNullable(running.progress());
    }

    private void run(CountDownLatch stopped) {
        try {
            do {
                round(stopped);
                rest(embedded || failures.containsKey("embed") ? properties.scan().toMillis() : 0);
            } while (stopped.getCount() > 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends before its time once something has changed, here or by another process. */
    private void rest(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = millis;
        while (left > 0 && !news.tryAcquire(Math.min(left, FOLLOWS.toMillis()), TimeUnit.MILLISECONDS) && !behind()) {
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        news.drainPermits();
    }

    private boolean behind() {
        try {
            return index.behind();
        } catch (RuntimeException e) {
            LOG.debug("knowledge: the database does not tell whether it has changed", e); // the next round fails likewise, and tells why
            return false;
        }
    }

    /** Has the database looked at at once, after this process has changed what is in it. */
    void wake() {
        news.release();
    }

    private void round(CountDownLatch stopped) {
        Map<String, String> failed = new LinkedHashMap<>();
        attempt("read", failed, this::read);
        attempt("index", failed, () -> embedded &= !index.follow());
        attempt("embed", failed, () -> embed(stopped));
        complete = !failed.containsKey("read") && !failed.containsKey("index");
        failures = Map.copyOf(failed);
        if (!failures.toString().equals(last)) {
            last = failures.toString();
            failures.forEach((step, why) -> LOG.warn("Knowledge: the step '{}' fails and is tried again every {}: {}", step, properties.scan(), why));
        }
    }

    private interface Step {
        void take() throws IOException;
    }

    private static void attempt(String name, Map<String, String> failed, Step step) {
        try {
            step.take();
        } catch (IOException | RuntimeException e) {
            LOG.debug("knowledge: {}", name, e);
            failed.put(name, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private void read() throws IOException {
        List<Fault> found = new ArrayList<>();
        folderSeen |= Files.isDirectory(properties.folder());
        List<KnowledgeStore.OfFolder> stored = store.folder();
        List<RunbookFolder.Found> all = new ArrayList<>(folderSeen ? folder.scan(found) : RunbookFolder.packed(home, found));
        DocumentFolder.Look look = folderSeen ? documents.look(stored.stream().collect(Collectors.groupingBy(KnowledgeStore.OfFolder::file,
            Collectors.mapping(KnowledgeStore.OfFolder::hash, Collectors.toSet()))), found) : new DocumentFolder.Look(List.of(), Set.of());
        all.addAll(look.read());
        if (!found.equals(faults)) {
            found.forEach(fault -> LOG.warn("{}", fault));
            faults = List.copyOf(found);
        }
        embedded &= !store.replaceAll(stored, all, look.asTheyAre(), runbook -> chunker.chunks(runbook.text()), () -> passages.ahead(embedders.wanted()));
    }

    private void embed(CountDownLatch stopped) throws IOException {
        if (embedded) {
            return;
        }
        long end = System.nanoTime() + SLICES.toNanos();
        boolean all = false;
        try {
            boolean some = true;
            for (Embedder model : models()) {
                some &= passages.embed(model, end, () -> stopped.getCount() == 0);
            }
            all = some;
        } finally {
            waiting |= !all;
            index.follow();
        }
        waiting = !all;
        if (all) {
            index.tidy();
            embedded = true;
        }
        if (all && System.nanoTime() - pruned >= PRUNES.toNanos()) {
            pruned = System.nanoTime();
            LOG.debug("knowledge: {} vectors of old deleted", embeddings.prune(embedders.models()));
        }
    }

    /** Until the index changes to the wanted model, what is new needs vectors of the model that answers, too. */
    private List<Embedder> models() {
        return Stream.concat(embedders.named(index.model()).stream(), Stream.of(embedders.wanted())).distinct().toList();
    }

    @Override
    public synchronized void start() {
        stop = new CountDownLatch(1);
        CountDownLatch stopped = stop;
        passages = new EmbedPassages(embeddings, properties.threads());
        thread = new Thread(() -> run(stopped), "knowledge");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void stop() {
        stop.countDown();
        news.release();
        if (thread == null) {
            return;
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        passages.close();
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null && thread.isAlive();
    }
}
