package io.serai.knowledge;

import io.serai.home.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.store.ByteBuffersDirectory;

/** An index in memory of all runbooks of a folder, made by the same steps as the hub's, without a database. */
final class LinkingIndex implements AutoCloseable {

    private final BgeEmbedder embedder;
    private final KnowledgeIndex index;
    private final Retrieve retrieve;
    private int runbooks;
    private int chunks;

    /** @param threads that embed at the same time */
    LinkingIndex(Path folder, int threads) throws IOException, InterruptedException {
        embedder = new BgeEmbedder(threads);
        index = new KnowledgeIndex(new ByteBuffersDirectory());
        retrieve = new Retrieve(new Embedders(embedder), 10_000);
        ChunkRunbook cut = new ChunkRunbook(embedder::tokens);
        List<Fault> faults = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<IndexedRunbook>> embedded = new ArrayList<>();
            for (RunbookFolder.Found found : new RunbookFolder(folder).scan(faults)) {
                embedded.add(workers.submit(() -> embed(found.runbook(), cut)));
            }
            for (Future<IndexedRunbook> runbook : embedded) {
                index.put(runbook.get(), embedder.model());
                runbooks++;
                chunks += runbook.get().chunks().size();
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
        return runbooks;
    }

    int chunks() {
        return chunks;
    }

    Findings findings(Question question) {
        try {
            return retrieve.findings(index, question, Scope.of("default"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Evidence> answer(Question question) {
        try {
            return retrieve.answer(index, question, Scope.of("default"), 2 * Retrieve.EACH).evidence();
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
