package io.serai.connector;

import io.serai.work.Postponed;
import io.serai.writeback.WriteBack;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Lets a note through to its source, or sends it back to wait while the connector is paused, the source's breaker is open or its rate
 * limit is used up. */
@Component("admitNote")
class AdmitNote {

    private static final Duration LEAST = Duration.ofMillis(100);

    private static final Duration PAUSED = Duration.ofSeconds(10);

    private final ConnectorStates states;
    private final Pauses pauses;

    AdmitNote(ConnectorStates states, Pauses pauses) {
        this.states = states;
        this.pauses = pauses;
    }

    /** @throws Postponed if the source is not to be called now; nothing was sent then */
    public WriteBack admit(WriteBack note) {
        if (pauses.find(note.connector()).isPresent()) {
            throw new Postponed(PAUSED, "connector " + note.connector() + " is paused");
        }
        states.of(note.connector()).pause().ifPresent(pause -> {
            throw new Postponed(pause.compareTo(LEAST) < 0 ? LEAST : pause, "connector " + note.connector() + " takes no calls now: its breaker is open"
                + " or its rate limit is used up");
        });
        return note;
    }
}
