package io.serai.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.HitQueue;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.SmallFloat;

/** Collects the runbooks whose words or whose vectors are nearest to a question, and counts what they share with it. For one search. */
final class FindCandidates {

    private static final float TITLE_BOOST = 3f;
    /** A term that no runbook has is often the name of a thing: it says less about the subject than its rarity suggests. */
    private static final double UNKNOWN = 0.25;
    /** A pair of terms of the question's name or title counts as this many of its body. */
    private static final double HEAD = 2.0;
    private final IndexSearcher searcher;
    private final IndexReader reader;
    private final Words words;
    private final IndexDocuments.Fields fields;
    private final ReaderFacts facts;

    /** @param facts of the searcher's reader */
    FindCandidates(IndexSearcher searcher, Words words, IndexDocuments.Fields fields, ReaderFacts facts) {
        this.facts = facts;
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
        TermLists inTexts = new TermLists(reader, fields.text(), terms.terms());
        TermLists inTitles = new TermLists(reader, fields.title(), terms.terms());
        Set<Integer> pages = new HashSet<>();
        if (texts != null && !terms.terms().isEmpty()) {
            byWords(inTexts, texts, inTitles, titles, within, each, pages);
        }
        if (vector != null) {
            for (ScoreDoc hit : byVector(vector, within, each)) {
                pages.add(page(hit.doc));
            }
        }
        TermLists pairs = new TermLists(reader, fields.pairs(), terms.pairs());
        double[] pairWeights = weights(pairs, terms.pairs().size(), count);
        for (int i = 0; i < pairWeights.length; i++) {
            pairWeights[i] *= terms.pairInHead()[i] ? HEAD : 1.0;
        }
        int[] documents = pages.stream().mapToInt(Integer::intValue).sorted().toArray();
        Nearest[] nearest = nearest(vector, documents);
        int[][] titleHits = inTitles.hits(documents);
        int[][] textHits = inTexts.hits(documents);
        int[][] pairHits = pairs.hits(documents);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < documents.length; i++) {
            candidates.add(candidate(documents[i], titleHits[i], textHits[i], pairHits[i], nearest[i], count));
        }
        return new Findings(terms, weights(inTexts, terms.terms().size(), count), pairWeights, count, average(titles), average(texts), candidates, vector == null ? null : vector.model());
    }

    /** @param terms how many the lists are of */
    private static double[] weights(TermLists lists, int terms, int count) {
        double[] weights = new double[terms];
        for (int i = 0; i < terms; i++) {
            int documents = lists.frequency(i);
            weights[i] = weight(documents, count) * (documents == 0 ? UNKNOWN : 1.0);
        }
        return weights;
    }

    /** Inverse document frequency of what stands in so many of the pages. */
    static double weight(int documents, int count) {
        return Math.log(1 + (count - documents + 0.5) / (documents + 0.5));
    }

    private static double average(CollectionStatistics field) {
        return field == null ? 1.0 : (double) field.sumTotalTermFreq() / field.docCount();
    }

    /** Adds the pages with the highest BM25 of title and text. */
    private void byWords(TermLists inTexts, CollectionStatistics texts, TermLists inTitles, CollectionStatistics titles, Query within, int each,
                         Set<Integer> pages) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(within), ScoreMode.COMPLETE_NO_SCORES, 1f);
        HitQueue best = new HitQueue(each, false);
        for (LeafReaderContext leaf : reader.leaves()) {
            Scorer scorer = weight.scorer(leaf);
            if (scorer == null) {
                continue;
            }
            float[] scores = new float[leaf.reader().maxDoc()];
            inTexts.score(leaf, texts, 1f, facts.norms(leaf, fields.text()), scores);
            if (titles != null) {
                inTitles.score(leaf, titles, TITLE_BOOST, facts.norms(leaf, fields.title()), scores);
            }
            Bits live = leaf.reader().getLiveDocs();
            DocIdSetIterator mine = scorer.iterator();
            for (int doc = mine.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = mine.nextDoc()) {
                if (scores[doc] > 0 && (live == null || live.get(doc)) && (best.size() < each || scores[doc] > best.top().score)) {
                    best.insertWithOverflow(new ScoreDoc(leaf.docBase + doc, scores[doc]));
                }
            }
        }
        for (ScoreDoc hit : best) {
            pages.add(hit.doc);
        }
    }

    /** The graph's proposals, by quantised vectors. */
    ScoreDoc[] byVector(Vector vector, Query within, int each) throws IOException {
        return searcher.search(new KnnFloatVectorQuery(fields.vector(vector.model()), vector.values(), each, within), each).scoreDocs;
    }

    /** The page that a chunk is of. */
    private int page(int chunk) throws IOException {
        LeafReaderContext leaf = leaf(chunk);
        return chunk - (int) number(leaf, chunk, IndexDocuments.PART);
    }

    private LeafReaderContext leaf(int doc) {
        return reader.leaves().get(ReaderUtil.subIndex(doc, reader.leaves()));
    }

    private static long number(LeafReaderContext leaf, int doc, String field) throws IOException {
        NumericDocValues values = DocValues.getNumeric(leaf.reader(), field);
        return values.advanceExact(doc - leaf.docBase) ? values.longValue() : 0;
    }

    /**
     * Exact cosine of every chunk of the candidates: the approximate search only proposes.
     *
     * @param pages in ascending order
     * @return for each the nearest chunk, {@code null} where none is embedded
     */
    private Nearest[] nearest(Vector vector, int[] pages) throws IOException {
        Nearest[] nearest = new Nearest[pages.length];
        if (vector == null) {
            return nearest;
        }
        LeafReaderContext leaf = null;
        FloatVectorValues vectors = null;
        for (int i = 0; i < pages.length; i++) {
            if (leaf(pages[i]) != leaf) {
                leaf = leaf(pages[i]);
                vectors = leaf.reader().getFloatVectorValues(fields.vector(vector.model()));
            }
            int chunks = vectors == null ? 0 : (int) number(leaf, pages[i], IndexDocuments.PARTS);
            for (int part = 1; part <= chunks; part++) {
                int doc = pages[i] - leaf.docBase + part;
                if (vectors.advance(doc) != doc) {
                    throw new IOException("chunk " + part + " of a page has no vector");
                }
                nearest[i] = nearest[i] == null ? new Nearest() : nearest[i];
                nearest[i].add(cosine(vector.values(), vectors.vectorValue()), leaf.docBase + doc);
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

    private Candidate candidate(int doc, int[] titleHits, int[] textHits, int[] pairHits, Nearest best, int count) throws IOException {
        LeafReaderContext leaf = leaf(doc);
        String title = text(leaf, doc, IndexDocuments.TITLE);
        List<String> titleTerms = words.terms(title);
        List<Candidate.Weighted> titleWords = new ArrayList<>();
        for (String term : new LinkedHashSet<>(titleTerms)) {
            titleWords.add(new Candidate.Weighted(term, weight(facts.frequency(new Term(fields.text(), term)), count)));
        }
        int length = SmallFloat.byte4ToInt(facts.norms(leaf, fields.text())[doc - leaf.docBase]);
        return new Candidate(text(leaf, doc, IndexDocuments.ID), title, titleHits, textHits, pairHits, titleWords, titleTerms.size(), length,
            best == null ? Double.NaN : best.cosines[0], best == null ? Double.NaN : best.mean(),
            Double.longBitsToDouble(number(leaf, doc, IndexDocuments.BOOST)), () -> shown(doc, best == null ? -1 : best.chunk));
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

    private static Evidence.Origin origin(Document stored) {
        String source = stored.get(IndexDocuments.SOURCE);
        return source == null ? null : new Evidence.Origin(source, stored.get(IndexDocuments.URL), stored.get(IndexDocuments.UNREVIEWED) == null);
    }
}
