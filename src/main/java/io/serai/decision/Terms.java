package io.serai.decision;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the policy says about one ticket, after all that is said of its tenant, category and connector.
 *
 * @param team         takes over, and approves
 * @param limit        how far the hub goes at most
 * @param automatic    from which reliability on, 0 to 100, a safe action may run by itself; empty for never
 * @param needsRunbook true if an action runs by itself only where a runbook of the evidence names it
 * @param hours        empty if people are always there
 * @param holidays     days on which nobody is there, whatever the hours; in their zone
 */
record Terms(Thresholds thresholds, String team, Limit limit, OptionalInt automatic, boolean needsRunbook, Optional<Hours> hours, Set<LocalDate> holidays,
             Rollout rollout) {

    /** Medium, as {@link Reliability.Level} has it. */
    static final int AUTOMATIC = 60;
    static final Terms DEFAULT = new Terms(Thresholds.DEFAULT, "service-desk", Limit.REMEDIATE, OptionalInt.of(AUTOMATIC), true, Optional.empty(), Set.of(),
        Rollout.FULL);

    Terms {
        holidays = Set.copyOf(holidays);
    }

    Terms with(Thresholds other) {
        return new Terms(other, team, limit, automatic, needsRunbook, hours, holidays, rollout);
    }

    Terms with(String otherTeam) {
        return new Terms(thresholds, otherTeam, limit, automatic, needsRunbook, hours, holidays, rollout);
    }

    Terms with(Limit other) {
        return new Terms(thresholds, team, other, automatic, needsRunbook, hours, holidays, rollout);
    }
}
