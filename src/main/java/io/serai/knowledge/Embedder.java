package io.serai.knowledge;

import java.util.List;

/** An embedding model. Safe for concurrent use. */
interface Embedder {

    /** Name of the model and of all that its vectors depend on; vectors of different models are never compared. */
    String model();

    int dimensions();

    /** Most texts that {@link #embedPassages} takes at once; 1 where several at once are no faster. */
    default int batch() {
        return 1;
    }

    /**
     * @param text a passage of a runbook
     * @return a vector of {@link #dimensions()} numbers and length 1
     * @throws EmbeddingFailedException if the model cannot be loaded, asked or run
     */
    float[] embedPassage(String text);

    /**
     * @param texts passages, at most {@link #batch()}
     * @return a vector for each, as by {@link #embedPassage}, in their order
     * @throws EmbeddingFailedException if one of them cannot be embedded
     */
    default List<float[]> embedPassages(List<String> texts) {
        return texts.stream().map(this::embedPassage).toList();
    }

    /** As {@link #embedPassage}, for the text that passages are looked up with. */
    float[] embedQuery(String text);

    /** Number of tokens of {@code text} as the model counts them, or an estimate of it. */
    int tokens(String text);
}
