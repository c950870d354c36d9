package io.serai.knowledge;

import java.util.List;

/**
 * What the index has to say about a question, not yet ranked.
 *
 * @param weights      inverse document frequency of each term of the question, in their order
 * @param pairWeights  the same for each pair of neighbouring terms; what stands in name or title counts twice
 * @param runbooks     how many the index holds
 * @param averageTitle mean number of terms of a title
 * @param averageText  mean number of terms of a text
 * @param model        whose vectors the candidates' cosines come from, or {@code null} if it was searched by words
 */
record Findings(Terms terms, double[] weights, double[] pairWeights, int runbooks, double averageTitle, double averageText, List<Candidate> candidates, String model) {
}
