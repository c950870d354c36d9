/**
 * What the source system is told: one note an outcome, retried, never doubled.
 *
 * <p>In: {@link io.serai.writeback.WriteBack}. Out: a comment, and where due a status, in the system the ticket came from.
 * Which sources take notes it asks through {@link io.serai.writeback.NoteTargets}, which the connectors implement; what else a note says, through
 * {@link io.serai.writeback.NoteParts}. Allowed neighbours: the
 * ground floor, the records of {@code analysis}, {@code decision} and {@code remediation}.
 */
package io.serai.writeback;
