/**
 * What the hub decides and does, as events for others: kept in the transaction in which it happens, and sent out in order, at least once.
 *
 * <p>In: lines of the audit trail, changes of tickets' status. Out: {@link io.serai.outbox.OutboxBatch} for the kamelets that send events. Allowed
 * neighbours: {@code connector}, and the ground floor.
 */
package io.serai.outbox;
