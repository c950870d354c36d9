/**
 * Asks language models: providers in their order, each behind its own breaker and bulkhead, within a deadline and ceilings.
 *
 * <p>In: a {@link io.serai.llm.Question} for a {@link io.serai.llm.Purpose} that another feature declares as a bean. Out: what that feature reads from the
 * first usable answer; rows of {@code llm_call}, one a call, and the API that shows them. Knows nothing of what is asked. Allowed neighbours: the
 * ground floor, and the component {@code openai}.
 */
package io.serai.llm;
