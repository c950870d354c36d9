package io.serai.remediation;

import java.time.Duration;

/**
 * What became of a call.
 *
 * @param attempt what it was made for
 * @param result  what is known about its effect
 * @param detail  in words; never the endpoint's own
 * @param after   when to come back, where the endpoint said so; otherwise zero
 */
record Answer(Attempt attempt, Result result, String detail, Duration after) {

    /** What is known about a call's effect. */
    enum Result {
        /** It took effect. */
        DONE,
        /** It was refused for good, without effect. */
        REFUSED,
        /** It was refused for now, without effect. */
        BUSY,
        /** The endpoint says that it cannot serve now; probably without effect. */
        UNAVAILABLE,
        /** It was never sent. */
        NOT_SENT,
        /** Nobody knows. */
        UNCLEAR
    }
}
