package io.serai.remediation;

import io.serai.remediation.Execution.State;
import java.util.Locale;

/**
 * A change of an execution's state.
 *
 * @param to      the new state
 * @param phase   the new phase if {@code to} is {@code STARTED}, otherwise {@code null}
 * @param detail  why, in words
 * @param started 1 if a call of the action begins
 * @param unclear 1 if a call ended unclear
 * @param undo    1 if a call that undoes it begins
 */
record Change(State to, Phase phase, String detail, int started, int unclear, int undo) {

    static Change to(State state, String detail) {
        return new Change(state, null, detail, 0, 0, 0);
    }

    static Change within(Phase phase, String detail) {
        return new Change(State.STARTED, phase, detail, 0, 0, 0);
    }

    static Change calling() {
        return new Change(State.STARTED, Phase.CALLING, null, 1, 0, 0);
    }

    static Change undoing(String detail) {
        return new Change(State.STARTED, Phase.UNDOING, detail, 0, 0, 1);
    }

    Change asUnclear() {
        return new Change(to, phase, detail, started, 1, undo);
    }

    /** As an audit row names it: {@code execution-succeeded}, {@code execution-probing}. */
    String what() {
        return "execution-" + (phase == null ? to.name() : phase.name()).toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
