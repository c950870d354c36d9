/**
 * What the hub and people say to each other: questions about a ticket with their answers, and questions of people before there is a ticket.
 *
 * <p>In: {@link io.serai.decision.Decision}, messages of people, updates of a ticket and comments in its source that answer what was asked. Out: the ticket with what was said, for
 * its next analysis; a word in the decision on whether the requester may still be asked; questions for the note to the ticket's source. Allowed
 * neighbours: the ground floor, the records and ports of {@code analysis}, {@code decision}, {@code knowledge}, {@code resolution} and {@code writeback}.
 */
package io.serai.conversation;
