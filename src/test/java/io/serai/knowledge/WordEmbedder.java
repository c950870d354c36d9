package io.serai.knowledge;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A model of a test's own: texts that share words lie near each other. Notes what it embeds; fails on request. */
final class WordEmbedder implements Embedder {

    private final String model;
    private final int dimensions;
    private final Words words = new Words();
    final Queue<String> passages = new ConcurrentLinkedQueue<>();
    volatile boolean broken;

    WordEmbedder(String model, int dimensions) {
        this.model = model;
        this.dimensions = dimensions;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public int batch() {
        return 4;
    }

    @Override
    public float[] embedPassage(String text) {
        return embedPassages(List.of(text)).get(0);
    }

    @Override
    public List<float[]> embedPassages(List<String> texts) {
        List<float[]> vectors = texts.stream().map(this::embedQuery).toList();
        passages.addAll(texts);
        return vectors;
    }

    @Override
    public float[] embedQuery(String text) {
        if (broken) {
            throw new EmbeddingFailedException(model, new IOException("no model"));
        }
        float[] vector = new float[dimensions];
        vector[0] = 0.5f;
        words.terms(text).forEach(word -> vector[Math.floorMod(word.hashCode() * 31, dimensions)] += 1);
        double square = 0;
        for (float x : vector) {
            square += (double) x * x;
        }
        for (int i = 0; i < dimensions; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }

    @Override
    public int tokens(String text) {
        return text.split("\\s+").length;
    }
}
