package io.serai.connector;

import io.serai.ticket.TicketArrival;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts the tickets of all events into one list, each with its event's id. */
@Component("arriveTickets")
class ArriveTickets {

    public List<TicketArrival> arrive(List<EventTickets> events) {
        return events.stream().flatMap(one -> one.tickets().stream().map(ticket -> new TicketArrival(ticket, one.event()))).toList();
    }
}
