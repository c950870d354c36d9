package io.serai.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;

/**
 * What search after search asks of the same reader, kept as long as it is the newest: in how many pages the words of titles stand, and how long
 * the pages are (a byte a document and field). Safe for concurrent use.
 */
final class ReaderFacts {

    /** Terms that are remembered: about 10 MB. */
    private static final int FREQUENCIES = 100_000;

    private record Lengths(int leaf, String field) {
    }

    private final IndexReader reader;
    private final Map<Term, Integer> frequencies = new ConcurrentHashMap<>();
    private final Map<Lengths, byte[]> norms = new ConcurrentHashMap<>();

    ReaderFacts(IndexReader reader) {
        this.reader = reader;
    }

    boolean of(IndexReader other) {
        return reader == other;
    }

    /** In how many documents the term stands. */
    int frequency(Term term) throws IOException {
        Integer known = frequencies.get(term);
        if (known == null) {
            known = reader.docFreq(term);
            if (frequencies.size() < FREQUENCIES) {
                frequencies.put(term, known);
            }
        }
        return known;
    }

    /** Lucene's norm of each document of the leaf; 1 where there is none. */
    byte[] norms(LeafReaderContext leaf, String field) {
        return norms.computeIfAbsent(new Lengths(leaf.ord, field), key -> read(leaf, field));
    }

    private static byte[] read(LeafReaderContext leaf, String field) {
        try {
            byte[] read = new byte[leaf.reader().maxDoc()];
            Arrays.fill(read, (byte) 1);
            NumericDocValues values = leaf.reader().getNormValues(field);
            if (values != null) {
                for (int doc = values.nextDoc(); doc != NumericDocValues.NO_MORE_DOCS; doc = values.nextDoc()) {
                    read[doc] = (byte) values.longValue();
                }
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
