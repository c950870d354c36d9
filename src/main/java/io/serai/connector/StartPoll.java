package io.serai.connector;

import io.serai.work.WorkQueue;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Says where a poll begins, or that it is not to be made now: a person has paused it, the source refused, its breaker
 * is open, or too much waits already. */
@Component("startPoll")
class StartPoll {

    private final Connectors connectors;
    private final CursorStore cursors;
    private final ConnectorStates states;
    private final Pauses pauses;
    private final WorkQueue queue;
    private final HookProperties hooks;
    private final PollProperties properties;
    private final Comparisons comparisons;
    private final Clock clock;

    StartPoll(Connectors connectors, CursorStore cursors, ConnectorStates states, Pauses pauses, WorkQueue queue, HookProperties hooks,
              PollProperties properties, Comparisons comparisons, Clock clock) {
        this.connectors = connectors;
        this.cursors = cursors;
        this.states = states;
        this.pauses = pauses;
        this.queue = queue;
        this.hooks = hooks;
        this.properties = properties;
        this.comparisons = comparisons;
        this.clock = clock;
    }

    /** @return the poll; {@link Poll#more()} is false if nothing may be fetched now */
    public Poll start(String name) {
        Instant now = clock.instant();
        Connector connector = connectors.find(name).orElse(null);
        if (connector == null || queue.backlog(EventStore.STAGE) >= hooks.backlogLimit() || pauses.find(name).isPresent()) {
            return Poll.notNow(name, now);
        }
        if (!states.of(name).admitPoll()) {
            return Poll.notNow(name, now);
        }
        Optional<Comparison> comparison = comparisons.toBegin(name);
        if (comparison.isPresent()) {
            return new Poll(name, comparison.get().since(), Poll.FIRST, 0, comparison.get().since(), true, true);
        }
        Optional<CursorStore.Cursor> cursor = cursors.find(connector);
        if (cursor.filter(found -> found.resumeSince() != null).isPresent()) {
            return new Poll(name, cursor.get().resumeSince(), cursor.get().resumeAfter(), 0, cursor.get().reached(), true);
        }
        return connector.lookups().knowledge() != null ? list(connector, cursor, now) : cursor
            .map(found -> new Poll(name, found.reached().minus(properties.overlap()), Poll.FIRST, 0, found.reached(), true))
            .orElseGet(() -> new Poll(name, now.minus(properties.lookBack()), Poll.FIRST, 0, now.minus(properties.lookBack()), true));
    }

    /** All articles, if it is time to see what is gone; else those that changed, with so long an overlap that no time zone and no slow index matters. */
    private Poll list(Connector connector, Optional<CursorStore.Cursor> cursor, Instant now) {
        boolean due = cursors.listedAt(connector).map(at -> !at.plus(connector.lookups().knowledge().listEvery()).isAfter(now)).orElse(true);
        Instant reached = cursor.map(CursorStore.Cursor::reached).orElse(Instant.EPOCH);
        Instant since = due || reached.isBefore(Instant.EPOCH.plus(properties.articleOverlap())) ? Instant.EPOCH : reached.minus(properties.articleOverlap());
        return new Poll(connector.name(), since, Poll.FIRST, 0, reached, true);
    }
}
