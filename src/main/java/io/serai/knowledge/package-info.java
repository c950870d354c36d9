/**
 * What the hub knows: runbooks, kept in PostgreSQL and found again through a Lucene index (BM25 and vectors).
 *
 * <p>In: Markdown files, and a {@link io.serai.ticket.Ticket} to enrich. Out: {@link io.serai.knowledge.Case}: the ticket with
 * its evidence. Allowed neighbours: the ground floor.
 */
package io.serai.knowledge;
