/**
 * Which page answers which ticket: links made by themselves, pages put to people, and gaps where there is no page, with drafts of what is missing.
 *
 * <p>In: {@link io.serai.knowledge.Case}, people's verdicts. Out: rows of {@code ticket_runbook_links}, lines in the notes to a ticket's source, drafts for
 * {@code knowledgebase}. Allowed neighbours: the ground floor, the records and ports of {@code knowledge}, {@code decision}, {@code analysis},
 * {@code resolution}, {@code knowledgebase} and {@code writeback}. It reads {@code knowledge_document} for the ids of pages, {@code ticket} for
 * what became of tickets and {@code decision} for their categories, and changes none of them.
 */
package io.serai.linking;
