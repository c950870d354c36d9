/**
 * What is done about a ticket, and why: a pure function of the analysis, the policy and the action catalogue.
 *
 * <p>In: {@link io.serai.analysis.Analysis}. Out: {@link io.serai.decision.Decision}. Allowed neighbours: the ground floor
 * ({@code ticket}, {@code work}, {@code audit}, {@code action}) and the records of {@code analysis}.
 */
package io.serai.decision;
