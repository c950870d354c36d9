package io.serai.knowledge;

/** Turns a text into a vector whose direction tells its meaning. Safe for concurrent use. */
interface Embedder {

    /** Name of the model; vectors of different models are never compared. */
    String model();

    int dimensions();

    /**
     * @param text a passage of a runbook
     * @return a vector of {@link #dimensions()} numbers and length 1
     * @throws EmbeddingFailedException if the model cannot be loaded or run
     */
    float[] embedPassage(String text);

    /** As {@link #embedPassage}, for the text that passages are looked up with. */
    float[] embedQuery(String text);

    /** Number of tokens of {@code text} as the model counts them. */
    int tokens(String text);
}
