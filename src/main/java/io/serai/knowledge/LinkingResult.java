package io.serai.knowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * How well the hub finds runbooks, as {@link EvaluateLinking} measured it. All figures are shares from 0.0 to 1.0.
 *
 * @param runbooks    documents in the knowledge base
 * @param chunks      vectors in the index
 * @param text        each query as title and description
 * @param textAndName the same with the alert's own name
 * @param seconds     time taken, embedding of the runbooks included
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LinkingResult(int runbooks, int chunks, Variant text, Variant textAndName, double seconds) {

    /**
     * @param all         over all queries with a runbook
     * @param bySource    by the repository that the query comes from
     * @param chosen      at the lowest score at which fewer than 10 % of the queries without a runbook are linked, found on this very file
     * @param frozen      at the score frozen on the development file; what counts on any other file
     * @param calibration best scores in tenths, and how many of those best runbooks were right
     * @param milliseconds of one search, the 95th percentile
     */
    public record Variant(Ranking all, Map<String, Ranking> bySource, Linking chosen, Linking frozen, List<Bin> calibration,
                          double milliseconds) {
    }

    /** @param mrr mean reciprocal rank of the first right runbook */
    public record Ranking(int queries, double recallAt1, double recallAt5, double mrr) {
    }

    /**
     * @param threshold      queries whose best score is above it are linked
     * @param coverage       queries with a runbook that are linked
     * @param correct        queries with a runbook that are linked to a right one
     * @param precision      correct of linked
     * @param falsePositives queries without a runbook that are linked
     * @param byKind         the same by kind of query
     */
    public record Linking(double threshold, double coverage, double correct, double precision, double falsePositives,
                          Map<String, Double> byKind) {
    }

    /** @param right share of the queries in this bin whose best runbook is right; a query without one is never right */
    public record Bin(double from, double to, int queries, double meanScore, double right) {
    }
}
