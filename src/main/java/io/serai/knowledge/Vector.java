package io.serai.knowledge;

/**
 * What a model makes of a text. Two of them are compared only if their models are the same.
 *
 * @param model  as in {@link Embedder#model}
 * @param values as many as the model has dimensions, of length 1; not copied, and not to be changed
 */
record Vector(String model, float[] values) {
}
