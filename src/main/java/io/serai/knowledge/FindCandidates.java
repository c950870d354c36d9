package io.serai.knowledge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
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
    private final KnowledgeIndex.Fields fields;

    FindCandidates(IndexSearcher searcher, Words words, KnowledgeIndex.Fields fields) {
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

    Findings find(Question question, float[] vector, String tenant, int each) throws IOException {
        Terms terms = Terms.of(question, words);
        CollectionStatistics texts = searcher.collectionStatistics(fields.text());
        CollectionStatistics titles = searcher.collectionStatistics(fields.title());
        int count = texts == null ? 0 : (int) texts.docCount();
        Query mine = new TermInSetQuery(KnowledgeIndex.TENANT, List.of(new BytesRef(tenant), new BytesRef(IndexedRunbook.EVERYONE)));
        Set<String> keys = new LinkedHashSet<>(byWords(terms, mine, each));
        if (vector != null) {
            keys.addAll(byVector(vector, mine, each));
        }
        double[] weights = new double[terms.terms().size()];
        for (int i = 0; i < weights.length; i++) {
            int documents = reader.docFreq(new Term(fields.text(), terms.terms().get(i)));
            weights[i] = weight(documents, count) * (documents == 0 ? UNKNOWN : 1.0);
        }
        List<Candidate> candidates = new ArrayList<>();
        Map<String, Nearest> nearest = vector == null ? Map.of() : nearest(vector, keys);
        for (int doc : documents(keys)) {
            candidates.add(candidate(doc, terms, nearest, count));
        }
        return new Findings(terms, weights, count, average(titles), average(texts), candidates);
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
            keys.add(key(hit.doc, KnowledgeIndex.KEY));
        }
        return keys;
    }

    private Set<String> byVector(float[] vector, Query mine, int each) throws IOException {
        Set<String> keys = new LinkedHashSet<>();
        for (ScoreDoc hit : searcher.search(new KnnFloatVectorQuery(fields.vector(), vector, each, mine), each).scoreDocs) {
            keys.add(key(hit.doc, KnowledgeIndex.CHUNK_OF));
        }
        return keys;
    }

    private String key(int doc, String field) throws IOException {
        LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(doc, reader.leaves()));
        SortedDocValues keys = DocValues.getSorted(leaf.reader(), field);
        if (!keys.advanceExact(doc - leaf.docBase)) {
            throw new IOException("a document of the index has no " + field);
        }
        return keys.lookupOrd(keys.ordValue()).utf8ToString();
    }

    private List<Integer> documents(Set<String> keys) throws IOException {
        List<Integer> documents = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(in(KnowledgeIndex.KEY, keys), Math.max(1, keys.size())).scoreDocs) {
            documents.add(hit.doc);
        }
        return documents;
    }

    private static Query in(String field, Set<String> keys) {
        return new TermInSetQuery(field, keys.stream().map(BytesRef::new).toList());
    }

    /** Exact cosine of every chunk of the candidates: the approximate search only proposes. */
    private Map<String, Nearest> nearest(float[] vector, Set<String> keys) throws IOException {
        Map<String, Nearest> nearest = new HashMap<>();
        Weight weight = searcher.createWeight(searcher.rewrite(in(KnowledgeIndex.CHUNK_OF, keys)), ScoreMode.COMPLETE_NO_SCORES, 1f);
        for (LeafReaderContext leaf : reader.leaves()) {
            Scorer scorer = weight.scorer(leaf);
            FloatVectorValues vectors = leaf.reader().getFloatVectorValues(fields.vector());
            if (scorer == null || vectors == null) {
                continue;
            }
            SortedDocValues owners = DocValues.getSorted(leaf.reader(), KnowledgeIndex.CHUNK_OF);
            DocIdSetIterator chunks = scorer.iterator();
            Bits live = leaf.reader().getLiveDocs();
            for (int doc = chunks.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = chunks.nextDoc()) {
                if (live != null && !live.get(doc) || vectors.docID() < doc && vectors.advance(doc) != doc || !owners.advanceExact(doc)) {
                    continue;
                }
                double cosine = 0;
                float[] other = vectors.vectorValue();
                for (int i = 0; i < vector.length; i++) {
                    cosine += (double) vector[i] * other[i];
                }
                nearest.computeIfAbsent(owners.lookupOrd(owners.ordValue()).utf8ToString(), owner -> new Nearest())
                    .add(cosine, leaf.docBase + doc);
            }
        }
        return nearest;
    }

    private Candidate candidate(int doc, Terms terms, Map<String, Nearest> nearest, int count) throws IOException {
        LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(doc, reader.leaves()));
        Document stored = searcher.storedFields().document(doc);
        String title = stored.get(KnowledgeIndex.TITLE);
        List<String> titleTerms = words.terms(title);
        List<Candidate.Weighted> titleWords = new ArrayList<>();
        for (String term : new LinkedHashSet<>(titleTerms)) {
            titleWords.add(new Candidate.Weighted(term, weight(reader.docFreq(new Term(fields.text(), term)), count)));
        }
        Nearest best = nearest.get(stored.get(KnowledgeIndex.KEY));
        String excerpt = Excerpt.of(stored.get(KnowledgeIndex.OPENING), stored.get(KnowledgeIndex.ADVICE),
            best == null ? null : searcher.storedFields().document(best.chunk).get(KnowledgeIndex.CHUNK_TEXT));
        return new Candidate(stored.get(KnowledgeIndex.ID), title, List.of(stored.getValues(KnowledgeIndex.CATEGORY)),
            List.of(stored.getValues(KnowledgeIndex.ACTION)), hits(leaf, doc, fields.title(), terms), hits(leaf, doc, fields.text(), terms),
            titleWords, titleTerms.size(), length(leaf, doc), best == null ? Double.NaN : best.cosines[0],
            best == null ? Double.NaN : best.mean(), excerpt, origin(stored));
    }

    private static Evidence.Origin origin(Document stored) {
        String source = stored.get(KnowledgeIndex.SOURCE);
        return source == null ? null : new Evidence.Origin(source, stored.get(KnowledgeIndex.URL), stored.get(KnowledgeIndex.UNREVIEWED) == null);
    }

    private int length(LeafReaderContext leaf, int doc) throws IOException {
        NumericDocValues norms = leaf.reader().getNormValues(fields.text());
        return norms != null && norms.advanceExact(doc - leaf.docBase) ? SmallFloat.byte4ToInt((byte) norms.longValue()) : 1;
    }

    private static int[] hits(LeafReaderContext leaf, int doc, String field, Terms terms) throws IOException {
        int[] hits = new int[terms.terms().size()];
        for (int i = 0; i < hits.length; i++) {
            PostingsEnum postings = leaf.reader().postings(new Term(field, terms.terms().get(i)), PostingsEnum.FREQS);
            if (postings != null && postings.advance(doc - leaf.docBase) == doc - leaf.docBase) {
                hits[i] = postings.freq();
            }
        }
        return hits;
    }
}
