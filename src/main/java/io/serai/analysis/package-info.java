/**
 * What a ticket is about and what would help: LLM providers in order, the offline analyst last.
 *
 * <p>In: {@link io.serai.knowledge.Case}. Out: {@link io.serai.analysis.Analysis}; rows of {@code llm_call}, one a call of a model, and the API that shows
 * them. Allowed neighbours: the ground floor
 * ({@code ticket}, {@code work}, {@code audit}, {@code action}), the records of {@code knowledge}, and the component {@code openai}.
 */
package io.serai.analysis;
