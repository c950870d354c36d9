package io.serai.remediation;

/** Where a {@code STARTED} execution stands. Each is committed before what it names begins. */
enum Phase {
    /** The call is being made, or was when the process died. */
    CALLING,
    /** Nobody knows whether the call took effect; the endpoint is asked. */
    PROBING,
    /** The call took effect; whether it helped is looked at. */
    VERIFYING,
    /** It did not help; it is to be undone. */
    UNDO_DUE,
    /** The call that undoes it is being made, or was when the process died. */
    UNDOING
}
