package io.serai.writeback;

import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import io.serai.ticket.Tickets;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Tickets as they were stored, opened as often as the test says. */
final class StoredTickets implements Tickets {

    final Queue<Ticket> tickets = new ConcurrentLinkedQueue<>();
    final AtomicInteger openings = new AtomicInteger(1);
    final Queue<String> settled = new ConcurrentLinkedQueue<>();

    @Override
    public Optional<Ticket> find(String id) {
        return tickets.stream().filter(ticket -> ticket.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Instant> updatedAt(String tenant, String connector, String externalId) {
        return tickets.stream().filter(ticket -> ticket.source().externalId().equals(externalId)).map(Ticket::updatedAt).findFirst();
    }

    @Override
    public int openings(String id) {
        return openings.get();
    }

    @Override
    public void settle(String id, TicketStatus status, Instant at) {
        settled.add(id + " " + status.json());
    }
}
