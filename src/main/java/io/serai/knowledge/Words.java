package io.serai.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The one way that text becomes terms, for runbooks and questions alike: words and parts of identifiers, stop words out, lightly stemmed. In fields
 * of {@link #PAIRS}, and where they are asked for, each term is a pair of neighbours.
 */
final class Words extends Analyzer {

    /** Changes whenever the terms of a text change; an index made with another version is built anew. */
    static final String VERSION = "2";

    /** Words of a letter that say nothing about its subject, besides Lucene's list. */
    private static final CharArraySet EMPTY_WORDS = emptyWords();

    /** End of the names of fields that hold pairs of neighbouring terms, not terms. */
    static final String PAIRS = "Pairs";

    Words() {
        super(PER_FIELD_REUSE_STRATEGY);
    }

    private static CharArraySet emptyWords() {
        CharArraySet words = new CharArraySet(EnglishAnalyzer.ENGLISH_STOP_WORDS_SET, true);
        words.addAll(List.of("i", "me", "my", "we", "us", "our", "you", "your", "he", "she", "his", "her", "its", "them", "has", "have", "had",
            "am", "been", "were", "do", "does", "did", "can", "could", "would", "should", "may", "from", "which", "when", "while", "also", "so",
            "please", "hi", "hello", "dear", "thanks", "thank", "regards", "kind", "best", "help", "need", "want", "like", "anyone", "somebody"));
        return words;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        IdentifierTokenizer source = new IdentifierTokenizer();
        TokenStream terms = new KStemFilter(new StopFilter(source, EMPTY_WORDS));
        return new TokenStreamComponents(source, field.endsWith(PAIRS) ? new PairFilter(terms) : terms);
    }

    /** @return the terms in the order of the text, with repetitions */
    List<String> terms(String text) {
        return terms("text", text);
    }

    /** @return {@code one other} for each two neighbours of {@link #terms} */
    List<String> pairs(String text) {
        return terms("text" + PAIRS, text);
    }

    private List<String> terms(String field, String text) {
        List<String> terms = new ArrayList<>();
        try (TokenStream stream = tokenStream(field, text)) {
            CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                terms.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return terms;
    }
}
