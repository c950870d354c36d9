package io.serai.connector;

import io.serai.ticket.Ticket;
import java.util.List;

/** Some records of an event cannot be read; carries the tickets of those that can. */
final class UnreadableRecordsException extends UnreadableEventException {

    private final transient List<Ticket> readable;

    UnreadableRecordsException(String message, List<Ticket> readable) {
        super(message);
        this.readable = List.copyOf(readable);
    }

    List<Ticket> readable() {
        return readable;
    }
}
