package io.serai.remediation;

/**
 * What an endpoint said when it was asked about an execution.
 *
 * @param attempt what was asked for
 * @param result  how it compares with what the action's file expects
 * @param detail  in words; of the endpoint's answer at most the expected place's value
 */
record Finding(Attempt attempt, Result result, String detail) {

    /** How an answer compares with what is expected. */
    enum Result {
        /** As expected. */
        AS_EXPECTED,
        /** A clear answer, and another one. */
        OTHERWISE,
        /** No answer, or none that tells. */
        UNCLEAR
    }
}
