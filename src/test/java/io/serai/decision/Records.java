package io.serai.decision;

import io.serai.decision.TrackRecord.Count;
import io.serai.decision.TrackRecord.Part;
import java.time.Instant;
import java.util.List;

/** Circumstances for tests. */
final class Records {

    /** A Wednesday. */
    static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private Records() {
    }

    /** The first decision of its kind. */
    static Circumstances none() {
        return new Circumstances(NOON, List.of());
    }

    /** Fifty were approved, and all went well. */
    static Circumstances trusted() {
        return of(50, 50, 50, 50);
    }

    static Circumstances of(int approved, int asked, int succeeded, int executed) {
        return new Circumstances(NOON, List.of(new Count(Part.FEEDBACK, "approved", approved, asked), new Count(Part.SUCCESS, "succeeded", succeeded, executed)));
    }
}
