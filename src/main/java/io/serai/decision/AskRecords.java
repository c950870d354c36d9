package io.serai.decision;

import io.serai.decision.TrackRecord.Count;
import io.serai.decision.TrackRecord.Question;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Asks all track records. In a flood of tickets with one known pattern each asks the same, so an answer serves for a second: a thousand rows are counted
 * once and not for each of them. Safe for concurrent use.
 */
@Component
class AskRecords {

    private static final Duration AGE = Duration.ofSeconds(1);
    private static final int MOST = 1_000;

    private record Answer(Instant at, List<Count> counts) {
    }

    private final List<TrackRecord> records;
    private final Clock clock;
    private final Map<Question, Answer> recent = new ConcurrentHashMap<>();

    AskRecords(List<TrackRecord> records, Clock clock) {
        this.records = List.copyOf(records);
        this.clock = clock;
    }

    /** @return counts of all records, up to a second old */
    List<Count> of(Question question) {
        Instant now = clock.instant();
        Answer answer = recent.get(question);
        if (answer == null || answer.at().isAfter(now) || !answer.at().plus(AGE).isAfter(now)) {
            answer = new Answer(now, records.stream().flatMap(record -> record.of(question).stream()).toList());
            if (recent.size() >= MOST) {
                recent.clear();
            }
            recent.put(question, answer);
        }
        return answer.counts();
    }
}
