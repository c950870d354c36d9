package io.serai.connector;

import io.serai.ticket.Ticket;
import java.util.List;

/**
 * What was read out of an event.
 *
 * @param event   its id
 * @param tickets at least one, without ids
 */
record EventTickets(String event, List<Ticket> tickets) {
}
