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
        return cursors.find(connector).map(cursor -> cursor.resumeSince() != null
                ? new Poll(name, cursor.resumeSince(), cursor.resumeAfter(), 0, cursor.reached(), true)
                : new Poll(name, cursor.reached().minus(properties.overlap()), Poll.FIRST, 0, cursor.reached(), true))
            .orElseGet(() -> new Poll(name, now.minus(properties.lookBack()), Poll.FIRST, 0, now.minus(properties.lookBack()), true));
    }
}
