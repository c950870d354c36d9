package io.serai.knowledge;

import java.util.List;

/** How texts other than pages are compared: by the same terms and the same embedded model as pages are. Safe for concurrent use. */
public final class Likeness implements AutoCloseable {

    private final Words words = new Words();
    private final BgeEmbedder embedder;

    /** @param threads that embed at the same time */
    public Likeness(int threads) {
        embedder = new BgeEmbedder(threads);
    }

    /** @return lower-case terms in the order of the text, with repetitions: words, parts of identifiers and whole ones, no stop words */
    public List<String> terms(String text) {
        return words.terms(text);
    }

    /**
     * @return a vector of length 1; the cosine of two is near 1 where texts mean the same
     * @throws EmbeddingFailedException if the model cannot be loaded or run
     */
    public float[] meaning(String text) {
        return embedder.embedPassage(text);
    }

    @Override
    public void close() {
        words.close();
        embedder.close();
    }
}
