/**
 * The audit trail: who did what to which ticket, when, and why.
 *
 * <p>In: {@link io.serai.audit.AuditEntry}. Out: the trail of a ticket. Ground floor: uses no other feature.
 */
package io.serai.audit;
