package io.serai.knowledge;

import java.util.List;

/** Candidates for tests. */
final class Candidates {

    private Candidates() {
    }

    /** @param hits of each term of the question, once in the text where it is 1; the first stands in the title as well */
    static Candidate candidate(String id, int[] hits, List<Candidate.Weighted> title, double cosine) {
        int[] titleHits = new int[hits.length];
        titleHits[0] = hits[0];
        return new Candidate(id, id, titleHits, hits, title, title.size(), 200, cosine, cosine, 0,
            () -> new Candidate.Shown(List.of(), List.of(), "", null, null));
    }
}
