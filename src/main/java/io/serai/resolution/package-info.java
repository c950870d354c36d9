/**
 * How tickets were resolved: root causes with codes, steps that helped or did not, and the resolved tickets that are like a new one.
 *
 * <p>In: what a person confirms about a resolved ticket. Out: {@link io.serai.resolution.SimilarTickets}, and suggestions while a ticket is typed.
 * Allowed neighbours: the ground floor, and the ports of {@code knowledge}.
 */
package io.serai.resolution;
