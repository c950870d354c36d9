package io.serai.writeback;

/** Which sources can be told something. The feature that knows the connectors implements it. */
public interface NoteTargets {

    /** True if a note for this connector would find a sink now; false also for a connector that is unknown or off. */
    boolean takesNotes(String connector);
}
