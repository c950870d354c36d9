package io.serai.decision;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How far the hub goes with a ticket at most, the least first; in the policy in lower case with hyphens. */
enum Limit {
    /** People take over at once. */
    ESCALATE,
    /** The requester is asked for what is missing. */
    CLARIFY,
    /** The answer is written back. */
    FOLLOW_UP,
    /** The answer closes the ticket. */
    RESOLVE,
    /** Beyond answers, an action is put to a person. */
    ASK_APPROVAL,
    /** Beyond that, an action may run by itself. */
    REMEDIATE;

    static final List<String> WORDS = Arrays.stream(values()).map(Limit::word).toList();

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Limit> of(String word) {
        return Arrays.stream(values()).filter(limit -> limit.word().equals(word)).findFirst();
    }
}
