package io.serai.connector;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Moves a poll's cursor behind a page whose records are stored. */
@Component
class MoveCursor {

    private final CursorStore cursors;
    private final ConnectorStates states;
    private final PollProperties properties;
    private final Clock clock;

    MoveCursor(CursorStore cursors, ConnectorStates states, PollProperties properties, Clock clock) {
        this.cursors = cursors;
        this.states = states;
        this.properties = properties;
        this.clock = clock;
    }

    /** @return where the poll goes on; {@link Poll#more()} is false when it is done, or has reached its page cap */
    Poll move(Connector connector, RecordPage page) {
        return move(connector, page, properties.maxPages());
    }

    /** As {@link #move(Connector, RecordPage)}, behind a page after which it cost nothing: ten times as many of these make a poll. */
    Poll moveLightly(Connector connector, RecordPage page) {
        return move(connector, page, 10 * properties.maxPages());
    }

    private Poll move(Connector connector, RecordPage page, int most) {
        Poll poll = page.poll();
        states.of(connector.name()).underWay();
        Instant now = clock.instant();
        Instant newest = page.records().stream().map(RecordPage.Record::changedAt).filter(Objects::nonNull).max(Comparator.naturalOrder())
            .orElse(poll.reached());
        // a source whose clock runs ahead must not carry the cursor beyond records that are still to come
        Instant reached = newest.isAfter(now) ? now : newest.isBefore(poll.reached()) ? poll.reached() : newest;
        boolean capped = page.more() && poll.pages() + 1 >= most;
        cursors.save(connector, page.more() || page.keep() ? new CursorStore.Cursor(reached, poll.since(), page.after()) : new CursorStore.Cursor(reached, null, null));
        return new Poll(poll.connector(), poll.since(), page.after(), poll.pages() + 1, reached, page.more() && !capped);
    }
}
