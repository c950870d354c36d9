/**
 * The knowledge base: articles and runbooks that people write here, their versions, their way from draft over review to what the hub answers
 * from, votes and views.
 *
 * <p>In: what people write, and drafts of the hub ({@link io.serai.knowledgebase.Drafts}). Out: what is published goes to {@code knowledge}
 * ({@link io.serai.knowledge.PublishedPages}), and nothing else does. Which tickets a page answered it asks through
 * {@link io.serai.knowledgebase.PageEffects}. Allowed neighbours: the ground floor, {@code action}, and the port of {@code knowledge}.
 */
package io.serai.knowledgebase;
