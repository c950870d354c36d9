package io.serai.knowledge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index that this process answers from. It follows the store; when it is missing, damaged, or made by another version, for another
 * model or from another database, it is thrown away and built anew. {@link #answer} may be called by many threads, the rest by one.
 */
final class LiveIndex implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveIndex.class);
    private static final int BATCH = 50;
    private static final String REVISION = "revision";
    private static final Pattern LUCENE_FILE = Pattern.compile("(pending_)?segments(_\\w+)?|_\\w+(\\.\\w+)?|write\\.lock");

    private final KnowledgeStore store;
    private final Retrieve retrieve;
    private final String model;
    private final Path folder;
    private final Set<String> keys = new HashSet<>();
    private volatile KnowledgeIndex index;
    private volatile boolean suspect;
    private volatile long documents;
    private volatile long vectors;
    private volatile boolean following;

    /** @param folder of the index, or {@code null} to keep it in memory */
    LiveIndex(KnowledgeStore store, Retrieve retrieve, Embedder embedder, Path folder) {
        this.store = store;
        this.retrieve = retrieve;
        this.model = embedder.model() + "/" + embedder.dimensions();
        this.folder = folder;
    }

    /** @throws IndexUnavailableException if there is no index to answer from */
    Retrieve.Answer answer(Question question, String tenant, int size) {
        KnowledgeIndex open = index;
        if (open == null) {
            throw new IndexUnavailableException("the knowledge index is being built", null);
        }
        try {
            return retrieve.answer(open, question, tenant, size);
        } catch (IOException | RuntimeException e) {
            suspect = true;
            throw new IndexUnavailableException("the knowledge index cannot be read", e);
        }
    }

    /** True once it has seen all that was in the store when it was opened. */
    boolean following() {
        return following && !suspect;
    }

    long documents() {
        return documents;
    }

    long vectors() {
        return vectors;
    }

    /**
     * Brings the index to the store's state; opens or rebuilds it first where that is needed.
     *
     * @return whether anything changed
     * @throws IOException if the index cannot be written; the next call begins anew
     */
    boolean follow(String embeddingModel) throws IOException {
        if (suspect) {
            examine();
        }
        KnowledgeStore.Revision now = store.revision();
        if (index == null) {
            open(now.store());
        }
        long seen = Long.parseLong(index.notes().getOrDefault(REVISION, "-1"));
        if (following && seen == now.number()) {
            return false;
        }
        try {
            catchUp(index, seen, embeddingModel, now.store());
        } catch (IOException | AlreadyClosedException e) {
            suspect = true;
            following = false;
            throw e;
        }
        return true;
    }

    /** A search or a change has failed: is it the index, or was it something else? */
    private void examine() {
        KnowledgeIndex open = index;
        suspect = false;
        if (open == null) {
            return;
        }
        try {
            open.check();
            if (open.writable() && (folder == null || Files.isDirectory(folder))) {
                return;
            }
            LOG.warn("The knowledge index can no longer be written: it is built anew from the database.");
        } catch (IOException | RuntimeException e) {
            LOG.warn("The knowledge index is damaged ({}): it is built anew from the database.", e.getMessage());
        }
        discard();
    }

    private void catchUp(KnowledgeIndex open, long seen, String embeddingModel, UUID storeId) throws IOException {
        KnowledgeStore.Changes changes = store.changesSince(seen);
        if (!following) {
            keys.clear();
            keys.addAll(open.keys());
        }
        for (String key : keys) {
            if (!changes.keys().contains(key)) {
                open.remove(key);
            }
        }
        for (int start = 0; start < changes.changed().size(); start += BATCH) {
            List<UUID> batch = changes.changed().subList(start, Math.min(changes.changed().size(), start + BATCH));
            for (IndexedRunbook runbook : store.load(batch, embeddingModel)) {
                open.put(runbook);
            }
        }
        open.commit(Map.of(REVISION, Long.toString(changes.revision().number()), "store", storeId.toString(), "form", form()));
        retrieve.forgetAnswers();
        keys.clear();
        keys.addAll(changes.keys());
        documents = changes.keys().size();
        vectors = open.vectors();
        following = true;
    }

    /** What must be equal for an index to be of use. */
    private String form() {
        return KnowledgeIndex.SCHEMA + "/" + Words.VERSION + "/" + model;
    }

    private void open(UUID storeId) throws IOException {
        KnowledgeIndex opened = null;
        try {
            opened = new KnowledgeIndex(directory());
            opened.check();
            Map<String, String> notes = opened.notes();
            if (!notes.isEmpty() && (!form().equals(notes.get("form")) || !storeId.toString().equals(notes.get("store")))) {
                throw new IndexNotFoundException("made for another version, model or database");
            }
        } catch (LockObtainFailedException e) {
            LOG.warn("Another process uses the knowledge index in {}: this one keeps its own in memory.", folder);
            opened = new KnowledgeIndex(new ByteBuffersDirectory());
        } catch (IOException | RuntimeException e) {
            LOG.warn("The knowledge index in {} is of no use ({}): it is built anew from the database.", folder, e.getMessage());
            if (opened != null) {
                opened.close();
            }
            wipe();
            opened = new KnowledgeIndex(directory());
        }
        following = false;
        index = opened;
    }

    private Directory directory() throws IOException {
        return folder == null ? new ByteBuffersDirectory() : FSDirectory.open(folder);
    }

    private void discard() {
        KnowledgeIndex old = index;
        index = null;
        following = false;
        if (old != null) {
            try {
                old.close();
            } catch (IOException | RuntimeException e) {
                LOG.debug("the damaged index could not be closed", e);
            }
        }
        try {
            wipe();
        } catch (IOException e) {
            LOG.warn("The damaged knowledge index in {} cannot be removed: {}", folder, e.getMessage());
        }
    }

    /** Removes the files that Lucene made in the folder, and nothing else. */
    private void wipe() throws IOException {
        if (folder != null && Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(path -> LUCENE_FILE.matcher(path.getFileName().toString()).matches()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() {
        KnowledgeIndex old = index;
        index = null;
        if (old != null) {
            try {
                old.close();
            } catch (IOException e) {
                LOG.warn("The knowledge index could not be closed: {}", e.getMessage());
            }
        }
    }
}
