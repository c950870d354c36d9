/**
 * What tickets ask for that no page answers: a report for those who write pages.
 *
 * <p>In: stored tickets and {@code ticket_runbook_links}, read and never changed. Out: {@link io.serai.gap.GapReport}, and its page.
 * Allowed neighbours: the ground floor, and {@link io.serai.knowledge.Likeness}.
 */
package io.serai.gap;
