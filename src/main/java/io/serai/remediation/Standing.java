package io.serai.remediation;

import java.time.Duration;

/**
 * An execution as it stands in the database.
 *
 * @param automatic true if no person was asked
 * @param phase     of a {@code STARTED} execution, otherwise {@code null}
 * @param attempts  how often it was started, this time included
 * @param unclear   how many of its calls ended without anyone knowing whether they took effect
 * @param undos     how often the roll back was begun
 * @param inPhase   time since the last change, by the database's clock
 * @param allowed   time since it was allowed, by the database's clock; zero if it is not
 * @param reported  true if write-back has its final state
 */
record Standing(Execution execution, boolean automatic, Phase phase, int attempts, int unclear, int undos, Duration inPhase, Duration allowed,
                boolean reported) {

    String id() {
        return execution.id();
    }
}
