/**
 * What is done about a ticket, and why: a pure function of the analysis, of how earlier decisions turned out, of the policy and the action catalogue.
 *
 * <p>In: {@link io.serai.analysis.Analysis}. Out: {@link io.serai.decision.Decision}. Other features tell how decisions turned out by
 * {@link io.serai.decision.TrackRecord}. Allowed neighbours: the ground floor
 * ({@code ticket}, {@code work}, {@code audit}, {@code action}) and the records of {@code analysis} and {@code knowledge}.
 */
package io.serai.decision;
