package io.serai.connector;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.ticket.TimeOrderedId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Stores what a feed hands over as raw events; what was stored before is known again for good. */
@Component("storeFed")
class StoreFed {

    /** Headers of raw events that no sender can set: the names of HTTP headers hold no colon. */
    static final String AT = ":at";
    static final String SEQUENCE = ":sequence";
    static final String IDENTITY = ":identity";

    /** A feed can be read again from its beginning after years. */
    private static final Duration FOR_GOOD = Duration.ofDays(3_650);

    private final Connectors connectors;
    private final EventStore events;
    private final Clock clock;
    private final MeterRegistry meters;

    StoreFed(Connectors connectors, EventStore events, Clock clock, MeterRegistry meters) {
        this.connectors = connectors;
        this.events = events;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * @return once all of it is durable
     * @throws IllegalStateException if the connector is switched off
     */
    public FeedReceipt store(FedRecords fed) {
        Connector connector = connectors.find(fed.connector())
            .orElseThrow(() -> new IllegalStateException("connector '" + fed.connector() + "' is switched off"));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<IncomingEvent> incoming = new ArrayList<>(fed.records().size());
        for (FedRecord record : fed.records()) {
            incoming.add(event(connector, record, now));
        }
        List<StoredEvent> stored = incoming.isEmpty() ? List.of() : events.storeAll(incoming);
        int fresh = (int) stored.stream().filter(event -> !event.duplicate()).count();
        meters.counter("serai.connector.records", "connector", connector.name(), "seen", "first").increment(fresh);
        meters.counter("serai.connector.records", "connector", connector.name(), "seen", "again").increment(stored.size() - fresh);
        return new FeedReceipt(fresh, stored.size() - fresh, fed.mark());
    }

    private static IncomingEvent event(Connector connector, FedRecord record, Instant now) {
        Map<String, String> headers = new HashMap<>(record.headers());
        record.at().ifPresent(at -> headers.put(AT, at.toString()));
        record.identity().ifPresent(identity -> headers.put(IDENTITY, identity));
        headers.put(SEQUENCE, Long.toString(record.sequence()));
        return new IncomingEvent(new RawEvent(TimeOrderedId.at(now), connector.tenant(), connector.name(), "f:" + record.key(), true,
            "application/json", headers, record.payload(), now), FOR_GOOD, record.fault().orElse(null));
    }
}
