package io.serai.remediation;

/** What a person says about an execution. */
enum Verdict {
    APPROVE, REJECT
}
