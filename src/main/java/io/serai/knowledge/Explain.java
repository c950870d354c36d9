package io.serai.knowledge;

import io.serai.language.Shortened;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Tells why a candidate was found: which of the question's terms it shares, how near it is, and where in it. */
final class Explain {

    private static final int TERMS = 12;
    private static final int PASSAGE = 600;

    private Explain() {
    }

    static Evidence.Match match(Findings findings, Candidate candidate, Candidate.Shown shown) {
        List<String> terms = new ArrayList<>();
        List<String> inTitle = new ArrayList<>();
        IntStream.range(0, findings.weights().length).filter(i -> candidate.textHits()[i] > 0).boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -findings.weights()[i])).limit(TERMS).forEach(i -> {
                String term = findings.terms().terms().get(i);
                terms.add(term);
                if (candidate.titleHits()[i] > 0) {
                    inTitle.add(term);
                }
            });
        boolean near = !Double.isNaN(candidate.cosine());
        String passage = shown.passage() == null ? shown.excerpt() : shown.passage();
        return new Evidence.Match(terms, inTitle, near ? Math.round(candidate.cosine() * 1_000) / 1_000.0 : null, Shortened.to(passage, PASSAGE), null);
    }
}
