package io.serai.decision;

import java.time.Instant;
import java.util.List;

/**
 * What a decision rests on beside the analysis.
 *
 * @param at     now
 * @param counts how earlier decisions like this one turned out
 */
record Circumstances(Instant at, List<TrackRecord.Count> counts) {
    Circumstances {
        counts = List.copyOf(counts);
    }
}
