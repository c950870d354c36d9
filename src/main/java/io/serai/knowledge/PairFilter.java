package io.serai.knowledge;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Makes of a text's terms its pairs of neighbours: {@code disk}, {@code full}, {@code node} become {@code disk full} and {@code full node}. */
final class PairFilter extends TokenFilter {

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private String before;

    PairFilter(TokenStream terms) {
        super(terms);
    }

    @Override
    public boolean incrementToken() throws IOException {
        while (input.incrementToken()) {
            String first = before;
            before = term.toString();
            if (first != null) {
                term.setEmpty().append(first).append(' ').append(before);
                return true;
            }
        }
        return false;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        before = null;
    }
}
