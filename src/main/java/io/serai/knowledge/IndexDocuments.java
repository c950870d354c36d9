package io.serai.knowledge;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleDocValuesField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/** What stands in the Lucene index: for each page one document with its words, and one for each embedded chunk with its vector. */
final class IndexDocuments {

    /** Changes with the fields below. */
    static final String SCHEMA = "7";

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
    static final String BOOST = "boost";
    static final String CHUNK_OF = "chunkOf";
    static final String CHUNK_TEXT = "chunkText";
    /** How many chunks a page has: the documents that come right after it. */
    static final String PARTS = "parts";
    /** Which of them a chunk is, from 1: so many documents before it is its page. */
    static final String PART = "part";
    /** What a {@link Scope} asks for, at pages and chunks alike. */
    static final String IN_CATEGORY = "inCategory";
    static final String PRODUCT = "product";
    static final String LANGUAGE = "language";
    static final String CHANGED = "changed";
    static final String YES = "yes";
    /** Words and vectors of the hub's own runbooks and of what is vouched for. */
    static final Fields REVIEWED = new Fields("titleWords", "textWords", "text" + Words.PAIRS, "vector");
    /** Those of all else: in fields of their own, so that not even the rarity of a term depends on what nobody vouches for. */
    static final Fields LEADS = new Fields("leadTitleWords", "leadTextWords", "leadText" + Words.PAIRS, "leadVector");
    private static final FieldType COUNTED = indexed(IndexOptions.DOCS_AND_FREQS, false);
    private static final FieldType LISTED = indexed(IndexOptions.DOCS, true);

    /** Names of the fields that a search is made in. */
    record Fields(String title, String text, String pairs, String vectors) {

        /** Vectors of each model have a field of their own: no search can compare those of two. */
        String vector(String model) {
            return vectors + ":" + model;
        }
    }

    private IndexDocuments() {
    }

    private static FieldType indexed(IndexOptions options, boolean withoutLength) {
        FieldType type = new FieldType();
        type.setIndexOptions(options);
        type.setOmitNorms(withoutLength);
        type.setTokenized(true);
        type.freeze();
        return type;
    }

    /**
     * @param model that made the vectors of the chunks
     * @return the page first, then its chunks
     */
    static List<Document> of(IndexedRunbook runbook, String model) {
        Fields fields = runbook.reviewed() ? REVIEWED : LEADS;
        List<Document> documents = new ArrayList<>();
        Document page = whole(runbook, fields);
        documents.add(page);
        for (IndexedRunbook.Part chunk : runbook.chunks()) {
            if (chunk.vector() != null) {
                Document part = new Document();
                part.add(new StringField(CHUNK_OF, runbook.key(), Field.Store.NO));
                part.add(new NumericDocValuesField(PART, documents.size()));
                part.add(new StoredField(CHUNK_TEXT, chunk.text()));
                part.add(new KnnFloatVectorField(fields.vector(model), chunk.vector(), VectorSimilarityFunction.DOT_PRODUCT));
                scope(part, runbook);
                documents.add(part);
            }
        }
        page.add(new NumericDocValuesField(PARTS, documents.size() - 1));
        return documents;
    }

    private static Document whole(IndexedRunbook runbook, Fields fields) {
        Document whole = new Document();
        whole.add(new StringField(KEY, runbook.key(), Field.Store.YES));
        whole.add(new SortedDocValuesField(KEY, new BytesRef(runbook.key())));
        whole.add(new BinaryDocValuesField(ID, new BytesRef(runbook.id())));
        whole.add(new Field(fields.title(), runbook.title(), COUNTED));
        whole.add(new BinaryDocValuesField(TITLE, new BytesRef(runbook.title())));
        whole.add(new Field(fields.text(), runbook.title() + "\n" + runbook.text(), COUNTED));
        // a label that stands nowhere in the text is still a word to be found by
        runbook.traits().products().forEach(label -> whole.add(new Field(fields.text(), label, COUNTED)));
        whole.add(new Field(fields.pairs(), runbook.title(), LISTED));
        whole.add(new Field(fields.pairs(), runbook.text(), LISTED));
        whole.add(new StoredField(OPENING, runbook.text().substring(0, Math.min(Excerpt.LENGTH, runbook.text().length()))));
        whole.add(new StoredField(ADVICE, Excerpt.advice(runbook.text())));
        if (!runbook.reviewed()) {
            whole.add(new StringField(UNREVIEWED, YES, Field.Store.YES));
        } else if (runbook.traits().boost() != 0) {
            whole.add(new DoubleDocValuesField(BOOST, runbook.traits().boost()));
        }
        if (runbook.origin() != null) {
            whole.add(new StoredField(SOURCE, runbook.origin().source()));
            if (runbook.origin().url() != null) {
                whole.add(new StoredField(URL, runbook.origin().url()));
            }
        }
        runbook.categories().forEach(category -> whole.add(new StoredField(CATEGORY, category)));
        runbook.actions().forEach(action -> whole.add(new StoredField(ACTION, action)));
        scope(whole, runbook);
        return whole;
    }

    private static void scope(Document document, IndexedRunbook runbook) {
        document.add(new StringField(TENANT, runbook.tenant(), Field.Store.NO));
        runbook.categories().forEach(category -> document.add(new StringField(IN_CATEGORY, Scope.folded(category), Field.Store.NO)));
        IndexedRunbook.Traits traits = runbook.traits();
        traits.products().forEach(product -> document.add(new StringField(PRODUCT, Scope.folded(product), Field.Store.NO)));
        if (traits.language() != null) {
            document.add(new StringField(LANGUAGE, Scope.folded(traits.language()), Field.Store.NO));
        }
        if (traits.changedAt() != null) {
            document.add(new LongPoint(CHANGED, traits.changedAt().toEpochMilli()));
        }
    }
}
