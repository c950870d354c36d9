package io.serai.connector;

import io.serai.connector.Comparison.Gap;
import io.serai.connector.Comparison.Kind;
import io.serai.ticket.Ticket;
import io.serai.ticket.Tickets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/** Compares a page of polled records with the hub's tickets; what is missing is stored as an event where that was asked for. The poll's cursor stays. */
@Component("compareRecords")
class CompareRecords {

    private final Connectors connectors;
    private final Comparisons comparisons;
    private final Tickets tickets;
    private final ProducerTemplate routes;
    private final RecordEvents records;
    private final EventStore events;
    private final Clock clock;
    private final ReadTickets reader = new ReadTickets();

    CompareRecords(Connectors connectors, Comparisons comparisons, Tickets tickets, ProducerTemplate routes, RecordEvents records, EventStore events, Clock clock) {
        this.connectors = connectors;
        this.comparisons = comparisons;
        this.tickets = tickets;
        this.routes = routes;
        this.records = records;
        this.events = events;
        this.clock = clock;
    }

    /** @return where the comparison goes on */
    public Poll compare(RecordPage page) {
        Poll poll = page.poll();
        Connector connector = connectors.find(poll.connector())
            .orElseThrow(() -> new IllegalStateException("connector '" + poll.connector() + "' is switched off"));
        Comparison comparison = comparisons.of(poll.connector());
        List<Gap> gaps = new ArrayList<>();
        Instant now = clock.instant();
        page.records().forEach(record -> gap(connector, records.event(connector, record, now), record).ifPresent(gap ->
            gaps.add(comparison.fetch() ? fetched(connector, record, gap, now) : gap)));
        comparison.compared(page.records().size(), gaps);
        return new Poll(poll.connector(), poll.since(), page.after(), poll.pages() + 1, poll.reached(),
            page.more() && poll.pages() + 1 < Comparison.PAGES, true);
    }

    private Optional<Gap> gap(Connector connector, IncomingEvent event, RecordPage.Record record) {
        try {
            String read = routes.requestBody("direct:" + ConnectorRoutes.normalizeRoute(connector), event.event(), String.class);
            return reader.read(read, connector, event.event().receivedAt()).stream().map(ticket -> gap(ticket, record)).flatMap(Optional::stream).findFirst();
        } catch (CamelExecutionException | UnreadableEventException e) {
            return Optional.of(new Gap(record.key(), Kind.UNREADABLE, null, record.changedAt(), null));
        }
    }

    private Optional<Gap> gap(Ticket ticket, RecordPage.Record record) {
        Optional<Instant> known = tickets.updatedAt(ticket.tenant(), ticket.source().connector(), ticket.source().externalId());
        Kind kind = known.isEmpty() ? Kind.MISSING : known.get().isBefore(ticket.updatedAt().truncatedTo(ChronoUnit.MICROS)) ? Kind.OLDER : null;
        // a record without a time of its own was read just now, and says nothing of its age
        return kind == null || kind == Kind.OLDER && record.changedAt() == null ? Optional.empty()
            : Optional.of(new Gap(ticket.source().externalId(), kind, ticket.title(), record.changedAt(), null));
    }

    /** Under a key of its own: the poll may have brought the record before, and its event may be what was lost. */
    private Gap fetched(Connector connector, RecordPage.Record record, Gap gap, Instant now) {
        RecordPage.Record again = new RecordPage.Record("gap:" + now.toEpochMilli() + ":" + record.key(), record.changedAt(), record.body());
        StoredEvent stored = events.storeAll(List.of(records.event(connector, again, now))).get(0);
        return new Gap(gap.externalId(), gap.kind(), gap.title(), gap.changedAt(), stored.id());
    }
}
