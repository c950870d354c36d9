package io.serai.connector;

import io.serai.ticket.Ticket;
import io.serai.work.WorkQueue;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Turns the answer of a connector's normalising kamelet into tickets. */
@Component("readEvent")
class ReadEvent {

    private final Connectors connectors;
    private final WorkQueue queue;
    private final ReadTickets tickets = new ReadTickets();

    ReadEvent(Connectors connectors, WorkQueue queue) {
        this.connectors = connectors;
        this.queue = queue;
    }

    /**
     * @param json  the kamelet's answer, a JSON array
     * @param event the raw event it was made of
     * @throws UnreadableEventException if it has no record, or one that cannot be read
     * @throws IllegalStateException    if the connector is switched off now
     */
    public EventTickets read(@Body String json, @Variable("event") RawEvent event) {
        Connector connector = connectors.find(event.connector())
            .orElseThrow(() -> new IllegalStateException("connector '" + event.connector() + "' is switched off"));
        List<Ticket> read = readable(json, event, connector);
        if (read.isEmpty()) {
            throw new UnreadableEventException("there is no record in it");
        }
        return new EventTickets(event.id(), read);
    }

    /** Records that can be read go on; for those that cannot the event lies in the dead letters as well, once. */
    private List<Ticket> readable(String json, RawEvent event, Connector connector) {
        try {
            return tickets.read(json, connector, ReadTickets.Arrival.of(event));
        } catch (UnreadableRecordsException e) {
            if (e.readable().isEmpty()) {
                throw e;
            }
            if (queue.buried(EventStore.STAGE, List.of(event.id())).isEmpty()) {
                queue.bury(EventStore.STAGE, new WorkQueue.Entry(new EventReference(event.id()), event.id()), e.getMessage());
            }
            return e.readable();
        }
    }
}
