package io.serai.knowledge;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.Bits;

/**
 * The Lucene index: for each runbook one document with its words, and one for each embedded chunk with its vector. Derived from
 * PostgreSQL, so it may be thrown away at any time. Safe for concurrent use; changes are seen after {@link #commit}.
 */
final class KnowledgeIndex implements Closeable {

    private static final String MODEL = "model";
    /** Links of a node of the vectors' graph, and how many are looked at when one is added: Lucene's defaults. */
    private static final int LINKS = 16;
    private static final int BEAM = 100;
    /** Seven of the eight bits of a byte, the most that Lucene 9.12 offers. */
    private static final int BITS = 7;
    /** Documents that are rewritten in less than a second, for {@link #tidy}. */
    private static final int SMALL = 2_000;

    private final Words words = new Words();
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private volatile ReaderFacts facts;

    /**
     * @throws IOException if the folder holds an index that is damaged or belongs to another version
     */
    KnowledgeIndex(Directory directory) throws IOException {
        this.directory = directory;
        IndexWriterConfig config = new IndexWriterConfig(words);
        config.setCommitOnClose(false);
        config.setRAMBufferSizeMB(64);
        config.setCodec(quantizing());
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(2, 1);
        config.setMergeScheduler(merges);
        this.writer = new IndexWriter(directory, config);
        this.searchers = new SearcherManager(writer, null);
    }

    /** Lucene's codec, with a byte a dimension for the graph; the floats stay on disk, for the exact order of what the graph proposes. */
    private static Codec quantizing() {
        KnnVectorsFormat quantized = new Lucene99HnswScalarQuantizedVectorsFormat(LINKS, BEAM, 1, BITS, false, null, null);
        return new Lucene912Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return quantized;
            }
        };
    }

    /**
     * Puts a runbook in, in place of the one with the same key.
     *
     * @param model that made its vectors: that of all others, see {@link #commit}
     */
    void put(IndexedRunbook runbook, String model) throws IOException {
        remove(runbook.key());
        writer.addDocuments(IndexDocuments.of(runbook, model));
    }

    /** False if all of it is the hub's own or vouched for. */
    boolean holdsUnreviewed() throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return searcher.getIndexReader().docFreq(new Term(IndexDocuments.UNREVIEWED, IndexDocuments.YES)) > 0;
        } finally {
            searchers.release(searcher);
        }
    }

    void remove(String key) throws IOException {
        writer.deleteDocuments(new Term(IndexDocuments.KEY, key), new Term(IndexDocuments.CHUNK_OF, key));
    }

    /** Takes everything out. Until the next {@link #commit} all is still found. */
    void clear() throws IOException {
        writer.deleteAll();
    }

    /**
     * Makes all changes durable and, in one step, visible, together with some words about them ({@link #notes}).
     *
     * @param model that made all vectors there are now
     */
    void commit(String model, Map<String, String> notes) throws IOException {
        Map<String, String> all = new HashMap<>(notes);
        all.put(MODEL, model);
        writer.setLiveCommitData(all.entrySet());
        writer.commit();
        searchers.maybeRefreshBlocking();
    }

    /** Makes all changes visible, none durable: for an index without a commit, which is not lost by it. */
    void show() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    /**
     * Rewrites a small index without what was deleted, which else counts in the rarity of terms until Lucene merges files: the scores then depend
     * on nothing but what is in it. In a large one that costs seconds and a deleted page weighs next to nothing.
     */
    void tidy() throws IOException {
        if (writer.hasDeletions() && writer.getDocStats().maxDoc <= SMALL) {
            writer.forceMerge(1);
            commit(model().orElse(""), notes());
        }
    }

    /** Whose vectors it holds; absent for a new index. */
    Optional<String> model() {
        return Optional.ofNullable(notes().get(MODEL));
    }

    /** What the last commit said; empty for a new index. */
    Map<String, String> notes() {
        Map<String, String> notes = new HashMap<>();
        Iterable<Map.Entry<String, String>> live = writer.getLiveCommitData();
        if (live != null) {
            live.forEach(entry -> notes.put(entry.getKey(), entry.getValue()));
        }
        return notes;
    }

    /** The keys of all runbooks. */
    Set<String> keys() throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            Set<String> keys = new HashSet<>();
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                SortedDocValues values = DocValues.getSorted(leaf.reader(), IndexDocuments.KEY);
                Bits live = leaf.reader().getLiveDocs();
                for (int doc = values.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = values.nextDoc()) {
                    if (live == null || live.get(doc)) {
                        keys.add(values.lookupOrd(values.ordValue()).utf8ToString());
                    }
                }
            }
            return keys;
        } finally {
            searchers.release(searcher);
        }
    }

    /** How many vectors there are. */
    int vectors() throws IOException {
        String model = model().orElse("");
        IndexSearcher searcher = searchers.acquire();
        try {
            return searcher.count(new FieldExistsQuery(IndexDocuments.REVIEWED.vector(model)))
                + searcher.count(new FieldExistsQuery(IndexDocuments.LEADS.vector(model)));
        } finally {
            searchers.release(searcher);
        }
    }

    /** False once a change has failed for good. */
    boolean writable() {
        return writer.isOpen();
    }

    /** Reads everything once and compares the checksums. */
    void check() throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                if (FilterLeafReader.unwrap(leaf.reader()) instanceof CodecReader reader) {
                    reader.checkIntegrity();
                }
            }
        } finally {
            searchers.release(searcher);
        }
    }

    /**
     * @param vector   of {@link Question#sentence}, or {@code null} to search by words only
     * @param reviewed true for the hub's own runbooks and what is vouched for, false for the rest
     * @param each     most candidates that words, and most chunks that the vector contribute
     * @param use      what is made of the findings, while what they show can be read
     */
    <T> T find(Question question, Vector vector, Scope scope, int each, boolean reviewed, Function<Findings, T> use) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            IndexDocuments.Fields fields = reviewed ? IndexDocuments.REVIEWED : IndexDocuments.LEADS;
            return use.apply(new FindCandidates(searcher, words, fields, facts(searcher.getIndexReader())).find(question, vector, scope, each));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            searchers.release(searcher);
        }
    }

    private ReaderFacts facts(IndexReader reader) {
        ReaderFacts now = facts;
        if (now == null || !now.of(reader)) {
            now = new ReaderFacts(reader);
            facts = now;
        }
        return now;
    }

    @Override
    public void close() throws IOException {
        try (Directory closed = directory; IndexWriter closing = writer) {
            searchers.close();
            if (closing.isOpen()) {
                closing.rollback();
            }
        }
    }
}
