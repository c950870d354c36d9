package io.serai.connector;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What became of a raw event.
 *
 * @param duplicates how often it was delivered again
 * @param tickets    ids of the tickets it touched
 */
record EventSummary(String id, String connector, Instant receivedAt, int duplicates, List<String> tickets, State state) {

    enum State {
        /** In the queue. */
        WAITING,
        /** It touched at least one ticket. */
        PROCESSED,
        /** It lies in the dead letters. */
        DEAD;

        @JsonValue
        String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    EventSummary state(State state) {
        return new EventSummary(id, connector, receivedAt, duplicates, tickets, state);
    }
}
