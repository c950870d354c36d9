package io.serai.knowledge;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * What {@link EvaluateLinking} measured.
 *
 * @param latencyMs of one search, the embedding of the question included
 * @param withName  whether each query was asked with the alert's own name
 * @param runbooks  documents in the knowledge base
 * @param chunks    vectors in the index
 * @param seconds   time taken, embedding of the runbooks included
 */
public record LinkingResult(@JsonUnwrapped LinkingFigures figures, Latency latencyMs, boolean withName, int runbooks, int chunks, double seconds) {

    /** Percentiles, in milliseconds. */
    public record Latency(double p50, double p95, double p99) {
    }
}
