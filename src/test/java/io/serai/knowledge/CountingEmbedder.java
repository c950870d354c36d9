package io.serai.knowledge;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** The real model under a name of its own, counting what it is given; broken on request. */
final class CountingEmbedder implements Embedder {

    private static final BgeEmbedder BGE = new BgeEmbedder(2);
    private final String model;
    final AtomicInteger passages = new AtomicInteger();
    volatile boolean broken;

    CountingEmbedder(String model) {
        this.model = model;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public int dimensions() {
        return BGE.dimensions();
    }

    @Override
    public float[] embedPassage(String text) {
        passages.incrementAndGet();
        return embedQuery(text);
    }

    @Override
    public float[] embedQuery(String text) {
        if (broken) {
            throw new EmbeddingFailedException(model, new IOException("no model"));
        }
        return BGE.embedPassage(text);
    }

    @Override
    public int tokens(String text) {
        return BGE.tokens(text);
    }
}
