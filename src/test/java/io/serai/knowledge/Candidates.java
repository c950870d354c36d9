package io.serai.knowledge;

import java.util.List;

/** Candidates for tests. */
final class Candidates {

    private Candidates() {
    }

    /**
     * @param hits of each term of the question, once in the text where it is 1; the first stands in the title as well, and what are neighbours in the
     *             question are so in the text
     */
    static Candidate candidate(String id, int[] hits, List<Candidate.Weighted> title, double cosine) {
        int[] titleHits = new int[hits.length];
        titleHits[0] = hits[0];
        int[] pairHits = new int[hits.length - 1];
        for (int i = 0; i < pairHits.length; i++) {
            pairHits[i] = Math.min(hits[i], hits[i + 1]);
        }
        return new Candidate(id, id, titleHits, hits, pairHits, title, title.size(), 200, cosine, cosine, 0,
            () -> new Candidate.Shown(List.of(), List.of(), "", null, null));
    }
}
