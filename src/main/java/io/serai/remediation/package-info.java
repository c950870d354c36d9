/**
 * Remediation: approvals, and actions executed at most once: check, throttle, breaker, execute, verify.
 *
 * <p>In: {@link io.serai.decision.Decision}. Out: {@link io.serai.remediation.Execution}. Allowed neighbours: the ground floor
 * ({@code ticket}, {@code work}, {@code audit}, {@code action}) and the records of {@code decision}.
 */
package io.serai.remediation;
