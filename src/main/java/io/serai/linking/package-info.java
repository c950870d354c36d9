/**
 * Which page answers which ticket: links made by themselves, pages put to people, gaps where there is no page, and what similar tickets
 * were resolved by.
 *
 * <p>In: {@link io.serai.knowledge.Case}, people's verdicts. Out: rows of {@code ticket_runbook_links}, lines in the notes to a ticket's source.
 * Allowed neighbours: the ground floor, the records and ports of {@code knowledge}, {@code decision} and {@code writeback}. It reads
 * {@code knowledge_document} for the ids of pages, and changes none.
 */
package io.serai.linking;
