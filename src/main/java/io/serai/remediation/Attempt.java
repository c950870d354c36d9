package io.serai.remediation;

import io.serai.action.Action;

/**
 * One go at an execution.
 *
 * @param standing as it stood when the step was chosen; a change made by the step starts from there
 * @param action   its action, or {@code null} where the step needs none
 * @param step     what is done next
 */
record Attempt(Standing standing, Action action, Step step) {

    /** What is done next. */
    enum Step {
        /** The action is called. */
        CALL,
        /** The endpoint is asked whether an unclear call took effect. */
        PROBE,
        /** The endpoint is asked whether the action helped. */
        VERIFY,
        /** The action is undone. */
        UNDO,
        /** The final state is handed to write-back. */
        REPORT,
        /** Nothing: it waits for a person, or is over and reported. */
        NOTHING
    }

    static Attempt report(Standing standing) {
        return new Attempt(standing, null, Step.REPORT);
    }

    Attempt next(Standing now, Step next) {
        return new Attempt(now, action, next);
    }

    public Execution execution() {
        return standing.execution();
    }
}
