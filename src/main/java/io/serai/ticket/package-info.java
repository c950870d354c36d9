/**
 * The canonical ticket: what every other feature speaks of.
 *
 * <p>In: tickets as a connector normalised them. Out: the stored ticket, and whether the update mattered.
 * Ground floor: may be used by all; uses only {@code work} (a ticket can be queued) and {@code audit}.
 */
package io.serai.ticket;
