package io.serai.connector;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Stores a page of polled records as raw events, and only then moves the cursor: a crash in between fetches the page again, and stores nothing twice. */
@Component("storeRecords")
class StoreRecords {

    private final Connectors connectors;
    private final EventStore events;
    private final MoveCursor cursor;
    private final RecordEvents records;
    private final Clock clock;
    private final MeterRegistry meters;

    StoreRecords(Connectors connectors, EventStore events, MoveCursor cursor, RecordEvents records, Clock clock, MeterRegistry meters) {
        this.connectors = connectors;
        this.events = events;
        this.cursor = cursor;
        this.records = records;
        this.clock = clock;
        this.meters = meters;
    }

    /** @return where the poll goes on; {@link Poll#more()} is false when it is done, or has reached its page cap */
    public Poll store(RecordPage page) {
        Poll poll = page.poll();
        Connector connector = connectors.find(poll.connector())
            .orElseThrow(() -> new IllegalStateException("connector '" + poll.connector() + "' is switched off"));
        Instant now = clock.instant();
        if (!page.records().isEmpty()) {
            List<StoredEvent> stored = events.storeAll(page.records().stream().map(record -> records.event(connector, record, now)).toList());
            long fresh = stored.stream().filter(event -> !event.duplicate()).count();
            meters.counter("serai.connector.records", "connector", connector.name(), "seen", "first").increment(fresh);
            meters.counter("serai.connector.records", "connector", connector.name(), "seen", "again").increment(stored.size() - fresh);
        }
        return cursor.move(connector, page);
    }
}
