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
 * The index that this process answers from. It follows the store; when it is missing, damaged, or made by another version or from another
 * database, it is thrown away and built anew. It holds the vectors of one model: those of the model before go on answering until the wanted
 * model has embedded all passages, and then all are changed in one step. {@link #answer} may be called by many threads, the rest by one.
 */
final class LiveIndex implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveIndex.class);
    private static final int BATCH = 50;
    private static final String REVISION = "revision";
    private static final String NO_MODEL = "";
    /** What must be equal for an index to be of use. */
    private static final String FORM = IndexDocuments.SCHEMA + "/" + Words.VERSION;
    private static final Pattern LUCENE_FILE = Pattern.compile("(pending_)?segments(_\\w+)?|_\\w+(\\.\\w+)?|write\\.lock");

    private final KnowledgeStore store;
    private final EmbeddingStore embeddings;
    private final Retrieve retrieve;
    private final Embedders embedders;
    private final Path folder;
    private final Set<String> keys = new HashSet<>();
    private volatile String model;
    private volatile KnowledgeIndex index;
    private volatile boolean suspect;
    private volatile long documents;
    private volatile long vectors;
    private volatile boolean following;
    private volatile boolean wordsOnly;

    /** @param folder of the index, or {@code null} to keep it in memory */
    LiveIndex(KnowledgeStore store, EmbeddingStore embeddings, Retrieve retrieve, Embedders embedders, Path folder) {
        this.store = store;
        this.embeddings = embeddings;
        this.retrieve = retrieve;
        this.embedders = embedders;
        this.folder = folder;
        this.model = embedders.wanted().model();
    }

    /** @throws IndexUnavailableException if there is no index to answer from */
    Retrieve.Answer answer(KnowledgeSearch search) {
        KnowledgeIndex open = index;
        if (open == null) {
            throw new IndexUnavailableException("the knowledge index is being built", null);
        }
        try {
            return retrieve.answer(open, search.question(), search.scope(), search.size());
        } catch (IOException | RuntimeException e) {
            suspect = true;
            throw new IndexUnavailableException("the knowledge index cannot be read", e);
        }
    }

    /** The model whose vectors it answers with. */
    String model() {
        return model;
    }

    /** True while it answers with another model than the wanted one. */
    boolean changingModel() {
        return !model.equals(embedders.wanted().model());
    }

    /** True once it has seen all that was in the store when it was opened. */
    boolean following() {
        return following && !suspect;
    }

    /** True while an index that was lost is made anew: pages are found by their words, and by nothing else yet. */
    boolean wordsOnly() {
        return wordsOnly;
    }

    long documents() {
        return documents;
    }

    long vectors() {
        return vectors;
    }

    /**
     * Brings the index to the store's state; opens or rebuilds it first where that is needed, and changes to the wanted model once that has
     * embedded all passages.
     *
     * @return whether anything changed
     * @throws IOException if the index cannot be written; the next call begins anew
     */
    boolean follow() throws IOException {
        if (suspect) {
            examine();
        }
        Revisions.Revision now = store.revision();
        if (index == null) {
            open(now.store());
        }
        long seen = Long.parseLong(index.notes().getOrDefault(REVISION, "-1"));
        boolean change = changingModel() && embeddings.waiting(embedders.wanted().model()) == 0;
        if (following && seen == now.number() && !change) {
            return false;
        }
        try {
            if (change) {
                LOG.info("The model {} has embedded all knowledge: the index changes to it from {}.", embedders.wanted().model(), model);
                index.clear();
                catchUp(index, -1, embedders.wanted().model(), now.store());
            } else {
                if (seen < 0 && embeddings.any(model)) {
                    putWords(index);
                }
                catchUp(index, seen, model, now.store());
            }
        } catch (IOException | RuntimeException e) {
            following = false;
            discardChanges(change, e);
            throw e;
        }
        return true;
    }

    /** True if the store holds what {@link #follow} has not seen; asks for one number. */
    boolean behind() {
        KnowledgeIndex open = index;
        return open != null && following && !Long.toString(store.revision().number()).equals(open.notes().get(REVISION));
    }

    /** To be called when nothing is left to do: see {@link KnowledgeIndex#tidy}. */
    void tidy() throws IOException {
        KnowledgeIndex open = index;
        if (open != null && following) {
            open.tidy();
            retrieve.forgetAnswers();
        }
    }

    /** After a failed step: half a change of the model must never be committed, and what else was put in is put in again. */
    private void discardChanges(boolean change, Exception failure) {
        if (change) {
            LOG.warn("The knowledge index could not change to {}: {}", embedders.wanted().model(), failure.getMessage());
            discard();
        } else {
            suspect = failure instanceof IOException || failure instanceof AlreadyClosedException;
        }
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

    /**
     * In an index that holds nothing: lets all be found by words before it is put in again with its vectors, which takes far longer. None of this is
     * committed, and the index is empty again to whoever writes.
     */
    private void putWords(KnowledgeIndex open) throws IOException {
        wordsOnly = true;
        List<UUID> all = store.changesSince(-1, model).changed();
        for (int start = 0; start < all.size(); start += BATCH) {
            for (IndexedRunbook runbook : store.load(all.subList(start, Math.min(all.size(), start + BATCH)), NO_MODEL)) {
                open.put(runbook, NO_MODEL);
            }
        }
        open.show();
        retrieve.forgetAnswers();
        documents = all.size();
        open.clear();
    }

    private void catchUp(KnowledgeIndex open, long seen, String vectorsOf, UUID storeId) throws IOException {
        KnowledgeStore.Changes changes = store.changesSince(seen, vectorsOf);
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
            for (IndexedRunbook runbook : store.load(batch, vectorsOf)) {
                open.put(runbook, vectorsOf);
            }
        }
        open.commit(vectorsOf, Map.of(REVISION, Long.toString(changes.revision().number()), "store", storeId.toString(), "form", FORM));
        retrieve.forgetAnswers();
        model = vectorsOf;
        keys.clear();
        keys.addAll(changes.keys());
        documents = changes.keys().size();
        vectors = open.vectors();
        following = true;
        wordsOnly = false;
    }

    /** The model whose vectors there are most of, the wanted one if there are as many of it. */
    private String best() {
        String best = embedders.wanted().model();
        long least = Long.MAX_VALUE;
        for (String name : embedders.models()) {
            long missing = embeddings.waiting(name);
            if (missing < least) {
                least = missing;
                best = name;
            }
        }
        return best;
    }

    private void open(UUID storeId) throws IOException {
        KnowledgeIndex opened = null;
        try {
            opened = new KnowledgeIndex(directory());
            opened.check();
            Map<String, String> notes = opened.notes();
            if (!notes.isEmpty() && (!FORM.equals(notes.get("form")) || !storeId.toString().equals(notes.get("store"))
                || opened.model().flatMap(embedders::named).isEmpty())) {
                throw new IndexNotFoundException("made for another version or database, or for a model that cannot be asked any more");
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
        model = opened.model().orElseGet(this::best);
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
