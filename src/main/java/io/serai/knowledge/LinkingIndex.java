package io.serai.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.lucene.store.ByteBuffersDirectory;

/** An index in memory of all runbooks of a folder, made by the same steps as the hub's, without a database. */
final class LinkingIndex implements AutoCloseable {

    private static final String TENANT = "default";

    private final BgeEmbedder embedder;
    private final KnowledgeIndex index;
    private final Retrieve retrieve;
    private final Set<String> ids = new LinkedHashSet<>();
    private int chunks;

    /**
     * @param folder  see {@link RunbookSet}
     * @param threads that embed at the same time
     * @throws IOException if the folder cannot be read or a runbook cannot be embedded
     */
    LinkingIndex(Path folder, LinkingModel model, int threads, LinkingWatch watch) throws IOException, InterruptedException {
        List<Runbook> runbooks = RunbookSet.read(folder, watch::told);
        embedder = new BgeEmbedder(threads);
        index = new KnowledgeIndex(new ByteBuffersDirectory());
        retrieve = new Retrieve(new Embedders(embedder), 10_000, model);
        ChunkRunbook cut = new ChunkRunbook(embedder::tokens);
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<IndexedRunbook>> embedded = new ArrayList<>();
            for (Runbook runbook : runbooks) {
                embedded.add(workers.submit(() -> embed(runbook, cut)));
            }
            for (Future<IndexedRunbook> runbook : embedded) {
                index.put(runbook.get(), embedder.model());
                ids.add(runbook.get().id());
                chunks += runbook.get().chunks().size();
                watch.at("runbooks embedded", ids.size(), runbooks.size());
            }
            index.commit(embedder.model(), Map.of());
        } catch (ExecutionException e) {
            throw new IOException("a runbook cannot be embedded: " + e.getCause().getMessage(), e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private IndexedRunbook embed(Runbook runbook, ChunkRunbook cut) {
        List<IndexedRunbook.Part> parts = cut.chunks(runbook.text()).stream()
            .map(chunk -> new IndexedRunbook.Part(chunk.text(), embedder.embedPassage(chunk.passage(runbook.title())))).toList();
        return new IndexedRunbook(IndexedRunbook.EVERYONE, runbook.id(), runbook.title(), runbook.categories(), runbook.actions(),
            runbook.text(), null, parts);
    }

    int runbooks() {
        return ids.size();
    }

    int chunks() {
        return chunks;
    }

    /** Of all runbooks. */
    Set<String> ids() {
        return ids;
    }

    /** @param vectors false to search by words only, as the hub does while its model does not answer */
    Findings findings(Question question, boolean vectors) {
        try {
            return vectors ? retrieve.findings(index, question, Scope.of(TENANT)) : index.find(question, null, Scope.of(TENANT), Retrieve.EACH, true, Function.identity());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Evidence> answer(Question question) {
        try {
            return retrieve.answer(index, question, Scope.of(TENANT), 2 * Retrieve.EACH).evidence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (index) {
            embedder.close();
        }
    }
}
