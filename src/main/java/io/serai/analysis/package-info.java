/**
 * What a ticket is about and what would help: models in their order, the offline analyst last.
 *
 * <p>In: {@link io.serai.knowledge.Case}. Out: {@link io.serai.analysis.Analysis}. It says what models are asked for and reads what they answer;
 * {@code llm} asks them. Allowed neighbours: the ground floor ({@code ticket}, {@code work}, {@code audit}, {@code action}), the records of
 * {@code knowledge}, and the face of {@code llm}.
 */
package io.serai.analysis;
