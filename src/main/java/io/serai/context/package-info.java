/**
 * Who asked for help: job, department, language and managed devices of a requester, fetched from a directory and remembered for minutes.
 *
 * <p>In: {@link io.serai.ticket.Ticket}. Out: {@link io.serai.context.RequesterContext}; never a failure, a ticket does not wait for it.
 * Allowed neighbours: the ground floor.
 */
package io.serai.context;
