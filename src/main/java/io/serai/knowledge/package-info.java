/**
 * What the hub knows: runbooks of its own folder and articles of connected knowledge bases, kept in PostgreSQL and found again through a
 * Lucene index (BM25 and vectors).
 *
 * <p>In: Markdown files and other documents, {@link io.serai.article.Article}, and a {@link io.serai.ticket.Ticket} to enrich. Out:
 * {@link io.serai.knowledge.Case}: the ticket with its evidence and what is known of its requester. Allowed neighbours: the ground floor,
 * the records of {@code context}, and those of
 * {@code document}, whose shelf it is.
 */
package io.serai.knowledge;
