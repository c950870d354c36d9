package io.serai.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.SmallFloat;

/** Collects the runbooks whose words or whose vectors are nearest to a question, and counts what they share with it. For one search. */
final class FindCandidates {

    private static final float TITLE_BOOST = 3f;
    /** A term that no runbook has is often the name of a thing: it says less about the subject than its rarity suggests. */
    private static final double UNKNOWN = 0.25;
    private final IndexSearcher searcher;
    private final IndexReader reader;
    private final Words words;
    private final IndexDocuments.Fields fields;
    private final Map<Term, Integer> frequencies;

    /** @param frequencies what is known of this reader's, safe for concurrent use; added to */
    FindCandidates(IndexSearcher searcher, Words words, IndexDocuments.Fields fields, Map<Term, Integer> frequencies) {
        this.frequencies = frequencies;
        this.fields = fields;
        this.searcher = searcher;
        this.reader = searcher.getIndexReader();
        this.words = words;
    }

    /** The nearest chunk of a runbook, and the cosines of the nearest three, best first. */
    private static final class Nearest {
        private final double[] cosines = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        private int count;
        private int chunk;

        void add(double cosine, int document) {
            count++;
            for (int i = 0; i < cosines.length; i++) {
                if (cosine > cosines[i]) {
                    System.arraycopy(cosines, i, cosines, i + 1, cosines.length - 1 - i);
                    cosines[i] = cosine;
                    chunk = i == 0 ? document : chunk;
                    return;
                }
            }
        }

        double mean() {
            return Arrays.stream(cosines).limit(count).average().orElse(Double.NaN);
        }
    }

    Findings find(Question question, Vector vector, Scope scope, int each) throws IOException {
        Terms terms = Terms.of(question, words);
        CollectionStatistics texts = searcher.collectionStatistics(fields.text());
        CollectionStatistics titles = searcher.collectionStatistics(fields.title());
        int count = texts == null ? 0 : (int) texts.docCount();
        Query within = scope.query();
        Set<String> keys = new LinkedHashSet<>(byWords(terms, within, each));
        if (vector != null) {
            for (ScoreDoc hit : byVector(vector, within, each)) {
                keys.add(key(hit.doc, IndexDocuments.CHUNK_OF));
            }
        }
        double[] weights = new double[terms.terms().size()];
        for (int i = 0; i < weights.length; i++) {
            int documents = frequency(terms.terms().get(i));
            weights[i] = weight(documents, count) * (documents == 0 ? UNKNOWN : 1.0);
        }
        List<Candidate> candidates = new ArrayList<>();
        Map<String, Nearest> nearest = vector == null ? Map.of() : nearest(vector, keys);
        int[] documents = documents(keys);
        int[][] titleHits = hits(documents, fields.title(), terms);
        int[][] textHits = hits(documents, fields.text(), terms);
        for (int i = 0; i < documents.length; i++) {
            candidates.add(candidate(documents[i], titleHits[i], textHits[i], nearest, count));
        }
        return new Findings(terms, weights, count, average(titles), average(texts), candidates, vector == null ? null : vector.model());
    }

    private int frequency(String word) throws IOException {
        Term term = new Term(fields.text(), word);
        Integer known = frequencies.get(term);
        if (known == null) {
            known = reader.docFreq(term);
            frequencies.put(term, known);
        }
        return known;
    }

    private static double weight(int documents, int count) {
        return Math.log(1 + (count - documents + 0.5) / (documents + 0.5));
    }

    private static double average(CollectionStatistics field) {
        return field == null ? 1.0 : (double) field.sumTotalTermFreq() / field.docCount();
    }

    private Set<String> byWords(Terms terms, Query mine, int each) throws IOException {
        if (terms.terms().isEmpty()) {
            return Set.of();
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (String term : terms.terms()) {
            any.add(new BoostQuery(new TermQuery(new Term(fields.title(), term)), TITLE_BOOST), Occur.SHOULD);
            any.add(new TermQuery(new Term(fields.text(), term)), Occur.SHOULD);
        }
        Query query = new BooleanQuery.Builder().add(any.build(), Occur.MUST).add(mine, Occur.FILTER).build();
        Set<String> keys = new LinkedHashSet<>();
        for (ScoreDoc hit : searcher.search(query, each).scoreDocs) {
            keys.add(key(hit.doc, IndexDocuments.KEY));
        }
        return keys;
    }

    /** The graph's proposals, by quantised vectors. */
    ScoreDoc[] byVector(Vector vector, Query within, int each) throws IOException {
        return searcher.search(new KnnFloatVectorQuery(fields.vector(vector.model()), vector.values(), each, within), each).scoreDocs;
    }

    private String key(int doc, String field) throws IOException {
        LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(doc, reader.leaves()));
        SortedDocValues keys = DocValues.getSorted(leaf.reader(), field);
        if (!keys.advanceExact(doc - leaf.docBase)) {
            throw new IOException("a document of the index has no " + field);
        }
        return keys.lookupOrd(keys.ordValue()).utf8ToString();
    }

    /** @return in ascending order */
    private int[] documents(Set<String> keys) throws IOException {
        return Arrays.stream(searcher.search(in(IndexDocuments.KEY, keys), Math.max(1, keys.size())).scoreDocs).mapToInt(hit -> hit.doc).sorted().toArray();
    }

    private static Query in(String field, Set<String> keys) {
        return new TermInSetQuery(field, keys.stream().map(BytesRef::new).toList());
    }

    /** Exact cosine of every chunk of the candidates: the approximate search only proposes. */
    private Map<String, Nearest> nearest(Vector vector, Set<String> keys) throws IOException {
        Map<String, Nearest> nearest = new HashMap<>();
        Weight weight = searcher.createWeight(searcher.rewrite(in(IndexDocuments.CHUNK_OF, keys)), ScoreMode.COMPLETE_NO_SCORES, 1f);
        for (LeafReaderContext leaf : reader.leaves()) {
            Scorer scorer = weight.scorer(leaf);
            FloatVectorValues vectors = leaf.reader().getFloatVectorValues(fields.vector(vector.model()));
            if (scorer == null || vectors == null) {
                continue;
            }
            SortedDocValues owners = DocValues.getSorted(leaf.reader(), IndexDocuments.CHUNK_OF);
            DocIdSetIterator chunks = scorer.iterator();
            Bits live = leaf.reader().getLiveDocs();
            for (int doc = chunks.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = chunks.nextDoc()) {
                if (live != null && !live.get(doc) || vectors.docID() < doc && vectors.advance(doc) != doc || !owners.advanceExact(doc)) {
                    continue;
                }
                double cosine = cosine(vector.values(), vectors.vectorValue());
                nearest.computeIfAbsent(owners.lookupOrd(owners.ordValue()).utf8ToString(), owner -> new Nearest())
                    .add(cosine, leaf.docBase + doc);
            }
        }
        return nearest;
    }

    static double cosine(float[] one, float[] other) {
        double cosine = 0;
        for (int i = 0; i < one.length; i++) {
            cosine += (double) one[i] * other[i];
        }
        return cosine;
    }

    private Candidate candidate(int doc, int[] titleHits, int[] textHits, Map<String, Nearest> nearest, int count) throws IOException {
        LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(doc, reader.leaves()));
        String title = text(leaf, doc, IndexDocuments.TITLE);
        List<String> titleTerms = words.terms(title);
        List<Candidate.Weighted> titleWords = new ArrayList<>();
        for (String term : new LinkedHashSet<>(titleTerms)) {
            titleWords.add(new Candidate.Weighted(term, weight(frequency(term), count)));
        }
        Nearest best = nearest.get(key(doc, IndexDocuments.KEY));
        return new Candidate(text(leaf, doc, IndexDocuments.ID), title, titleHits, textHits, titleWords, titleTerms.size(), length(leaf, doc),
            best == null ? Double.NaN : best.cosines[0], best == null ? Double.NaN : best.mean(), boost(leaf, doc),
            () -> shown(doc, best == null ? -1 : best.chunk));
    }

    private static String text(LeafReaderContext leaf, int doc, String field) throws IOException {
        BinaryDocValues values = DocValues.getBinary(leaf.reader(), field);
        if (!values.advanceExact(doc - leaf.docBase)) {
            throw new IOException("a document of the index has no " + field);
        }
        return values.binaryValue().utf8ToString();
    }

    private Candidate.Shown shown(int doc, int chunk) {
        try {
            Document stored = searcher.storedFields().document(doc);
            String passage = chunk < 0 ? null : searcher.storedFields().document(chunk).get(IndexDocuments.CHUNK_TEXT);
            return new Candidate.Shown(List.of(stored.getValues(IndexDocuments.CATEGORY)), List.of(stored.getValues(IndexDocuments.ACTION)),
                Excerpt.of(stored.get(IndexDocuments.OPENING), stored.get(IndexDocuments.ADVICE), passage), passage, origin(stored));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double boost(LeafReaderContext leaf, int doc) throws IOException {
        NumericDocValues boosts = leaf.reader().getNumericDocValues(IndexDocuments.BOOST);
        return boosts != null && boosts.advanceExact(doc - leaf.docBase) ? Double.longBitsToDouble(boosts.longValue()) : 0;
    }

    private static Evidence.Origin origin(Document stored) {
        String source = stored.get(IndexDocuments.SOURCE);
        return source == null ? null : new Evidence.Origin(source, stored.get(IndexDocuments.URL), stored.get(IndexDocuments.UNREVIEWED) == null);
    }

    private int length(LeafReaderContext leaf, int doc) throws IOException {
        NumericDocValues norms = leaf.reader().getNormValues(fields.text());
        return norms != null && norms.advanceExact(doc - leaf.docBase) ? SmallFloat.byte4ToInt((byte) norms.longValue()) : 1;
    }

    /**
     * @param documents in ascending order: each term's list is gone through once
     * @return for each of them how often each term stands in the field
     */
    private int[][] hits(int[] documents, String field, Terms terms) throws IOException {
        int[][] hits = new int[documents.length][terms.terms().size()];
        int from = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            int end = leaf.docBase + leaf.reader().maxDoc();
            int to = from;
            while (to < documents.length && documents[to] < end) {
                to++;
            }
            for (int term = 0; term < terms.terms().size() && from < to; term++) {
                PostingsEnum postings = leaf.reader().postings(new Term(field, terms.terms().get(term)), PostingsEnum.FREQS);
                for (int i = from; i < to && postings != null; i++) {
                    int doc = documents[i] - leaf.docBase;
                    if (postings.docID() < doc && postings.advance(doc) == DocIdSetIterator.NO_MORE_DOCS) {
                        break;
                    }
                    if (postings.docID() == doc) {
                        hits[i][term] = postings.freq();
                    }
                }
            }
            from = to;
        }
        return hits;
    }
}
