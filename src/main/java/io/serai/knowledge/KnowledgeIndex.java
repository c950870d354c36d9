package io.serai.knowledge;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/**
 * The Lucene index: for each runbook one document with its words, and one for each embedded chunk with its vector. Derived from
 * PostgreSQL, so it may be thrown away at any time. Safe for concurrent use; changes are seen after {@link #commit}.
 */
final class KnowledgeIndex implements Closeable {

    /** Changes with the fields below. */
    static final String SCHEMA = "3";

    static final String KEY = "key";
    static final String TENANT = "tenant";
    static final String ID = "id";
    static final String TITLE = "title";
    static final String CATEGORY = "category";
    static final String ACTION = "action";
    static final String OPENING = "opening";
    static final String ADVICE = "advice";
    static final String SOURCE = "source";
    static final String URL = "url";
    static final String UNREVIEWED = "unreviewed";
    static final String CHUNK_OF = "chunkOf";
    static final String CHUNK_TEXT = "chunkText";
    /** Words and vectors of the hub's own runbooks and of what is vouched for. */
    static final Fields REVIEWED = new Fields("titleWords", "textWords", "vector");
    /** Those of all else: in fields of their own, so that not even the rarity of a term depends on what nobody vouches for. */
    static final Fields LEADS = new Fields("leadTitleWords", "leadTextWords", "leadVector");
    private static final String YES = "yes";
    private static final FieldType COUNTED = counted();

    /** Names of the fields that a search is made in. */
    record Fields(String title, String text, String vector) {
    }

    private final Words words = new Words();
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    /**
     * @throws IOException if the folder holds an index that is damaged or belongs to another version
     */
    KnowledgeIndex(Directory directory) throws IOException {
        this.directory = directory;
        IndexWriterConfig config = new IndexWriterConfig(words);
        config.setCommitOnClose(false);
        config.setRAMBufferSizeMB(32);
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(2, 1);
        config.setMergeScheduler(merges);
        this.writer = new IndexWriter(directory, config);
        this.searchers = new SearcherManager(writer, null);
    }

    private static FieldType counted() {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.setTokenized(true);
        type.freeze();
        return type;
    }

    /** Puts a runbook in, in place of the one with the same key. */
    void put(IndexedRunbook runbook) throws IOException {
        remove(runbook.key());
        Document whole = new Document();
        whole.add(new StringField(KEY, runbook.key(), Field.Store.YES));
        whole.add(new SortedDocValuesField(KEY, new BytesRef(runbook.key())));
        whole.add(new StringField(TENANT, runbook.tenant(), Field.Store.NO));
        whole.add(new StoredField(ID, runbook.id()));
        Fields fields = runbook.reviewed() ? REVIEWED : LEADS;
        whole.add(new Field(fields.title(), runbook.title(), COUNTED));
        whole.add(new StoredField(TITLE, runbook.title()));
        whole.add(new Field(fields.text(), runbook.title() + "\n" + runbook.text(), COUNTED));
        whole.add(new StoredField(OPENING, runbook.text().substring(0, Math.min(Excerpt.LENGTH, runbook.text().length()))));
        whole.add(new StoredField(ADVICE, Excerpt.advice(runbook.text())));
        if (!runbook.reviewed()) {
            whole.add(new StringField(UNREVIEWED, YES, Field.Store.YES));
        }
        if (runbook.origin() != null) {
            whole.add(new StoredField(SOURCE, runbook.origin().source()));
            if (runbook.origin().url() != null) {
                whole.add(new StoredField(URL, runbook.origin().url()));
            }
        }
        runbook.categories().forEach(category -> whole.add(new StoredField(CATEGORY, category)));
        runbook.actions().forEach(action -> whole.add(new StoredField(ACTION, action)));
        writer.addDocument(whole);
        for (IndexedRunbook.Part chunk : runbook.chunks()) {
            if (chunk.vector() != null) {
                Document part = new Document();
                part.add(new StringField(CHUNK_OF, runbook.key(), Field.Store.NO));
                part.add(new SortedDocValuesField(CHUNK_OF, new BytesRef(runbook.key())));
                part.add(new StringField(TENANT, runbook.tenant(), Field.Store.NO));
                part.add(new StoredField(CHUNK_TEXT, chunk.text()));
                part.add(new KnnFloatVectorField(fields.vector(), chunk.vector(), VectorSimilarityFunction.DOT_PRODUCT));
                writer.addDocument(part);
            }
        }
    }

    /** False if all of it is the hub's own or vouched for. */
    boolean holdsUnreviewed() throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return searcher.getIndexReader().docFreq(new Term(UNREVIEWED, YES)) > 0;
        } finally {
            searchers.release(searcher);
        }
    }

    void remove(String key) throws IOException {
        writer.deleteDocuments(new Term(KEY, key), new Term(CHUNK_OF, key));
    }

    /** Makes all changes durable and visible, together with some words about them ({@link #notes}). */
    void commit(Map<String, String> notes) throws IOException {
        writer.setLiveCommitData(notes.entrySet());
        writer.commit();
        searchers.maybeRefreshBlocking();
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
                SortedDocValues values = DocValues.getSorted(leaf.reader(), KEY);
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
        IndexSearcher searcher = searchers.acquire();
        try {
            return searcher.count(new FieldExistsQuery(REVIEWED.vector())) + searcher.count(new FieldExistsQuery(LEADS.vector()));
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
     * @param vector of {@link Question#sentence}, or {@code null} to search by words only
     * @param tenant sees its own runbooks and those of everyone
     * @param reviewed true for the hub's own runbooks and what is vouched for, false for the rest
     * @param each   most candidates that words, and most chunks that the vector contribute
     */
    Findings find(Question question, float[] vector, String tenant, int each, boolean reviewed) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return new FindCandidates(searcher, words, reviewed ? REVIEWED : LEADS).find(question, vector, tenant, each);
        } finally {
            searchers.release(searcher);
        }
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
