package io.serai.knowledge;

import java.util.List;

/**
 * A page that may answer a question, with all that the index knows about the two.
 *
 * @param titleHits   how often each of the question's terms stands in the title, in the order of {@link Terms#terms}
 * @param textHits    the same for title and text together
 * @param pairHits    for each of the question's {@link Terms#pairs}, 1 where it stands in title or text, else 0
 * @param titleWords  terms of the title, without repetitions
 * @param titleLength number of terms of the title
 * @param textLength  number of terms of title and text
 * @param cosine      of the question and the chunk nearest to it; NaN where there is no vector
 * @param meanCosine  mean of the three nearest chunks, or of as many as there are; NaN where there is no vector
 * @param boost       from -1.0 to 1.0: see {@link Boosts}
 * @param stored      the rest of it, read when it is asked for
 */
record Candidate(String id, String title, int[] titleHits, int[] textHits, int[] pairHits, List<Weighted> titleWords, int titleLength, int textLength,
                 double cosine, double meanCosine, double boost, Stored stored) {

    /** @param weight inverse document frequency */
    record Weighted(String term, double weight) {
    }

    /** Reads what is shown of a page; only as long as the search lasts that found it. */
    @FunctionalInterface
    interface Stored {
        /** @throws java.io.UncheckedIOException if the index cannot be read */
        Shown read();
    }

    /**
     * What is shown of a page.
     *
     * @param excerpt see {@link Excerpt}
     * @param passage the chunk nearest to the question, or {@code null} where there is no vector
     * @param origin  where an article comes from, or {@code null} for a runbook
     */
    record Shown(List<String> categories, List<String> actions, String excerpt, String passage, Evidence.Origin origin) {
    }
}
