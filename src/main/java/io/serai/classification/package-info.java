/**
 * Tells which of a service desk's own categories a ticket belongs to, learned from tickets that people gave one.
 *
 * <p>In: labelled tickets. Out: {@link io.serai.classification.TicketClassifier}, and {@link io.serai.classification.EvaluateTickets}, which says how good
 * it is. Allowed neighbours: the ground floor.
 */
package io.serai.classification;
