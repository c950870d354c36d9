package io.serai.knowledge;

import io.serai.language.Shortened;
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
        List<String> terms = telling(findings.terms().terms(), findings.weights(), candidate.textHits());
        List<String> inTitle = terms.stream().filter(term -> candidate.titleHits()[findings.terms().terms().indexOf(term)] > 0).toList();
        List<String> phrases = telling(findings.terms().pairs(), findings.pairWeights(), candidate.pairHits());
        boolean near = !Double.isNaN(candidate.cosine());
        String passage = shown.passage() == null ? shown.excerpt() : shown.passage();
        return new Evidence.Match(terms, inTitle, phrases, near ? Math.round(candidate.cosine() * 1_000) / 1_000.0 : null, Shortened.to(passage, PASSAGE),
            null);
    }

    private static List<String> telling(List<String> terms, double[] weights, int[] hits) {
        return IntStream.range(0, weights.length).filter(i -> hits[i] > 0).boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -weights[i])).limit(TERMS).map(terms::get).toList();
    }
}
