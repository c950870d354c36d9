package io.serai.testing;

import io.serai.analysis.Analysis;
import io.serai.decision.Decision;
import io.serai.decision.Path;
import io.serai.ticket.TimeOrderedId;
import java.util.List;

/** Decisions for tests, one a path. */
public final class Decisions {

    private Decisions() {
    }

    /** {@code restart-service} for a ticket that opted in, without a person. */
    public static Decision remediate() {
        return of(Path.REMEDIATE, null, Analyses.proposingARestart(), "confidence 0.86 is at or above 0.80 for category server",
            "action restart-service is safe-write and the ticket opted in");
    }

    /** {@code restart-service} for a ticket that did not opt in. */
    public static Decision askApproval() {
        return of(Path.ASK_APPROVAL, "server-operations", Analyses.analysis().restart().build(),
            "confidence 0.86 is at or above 0.80 for category server", "the ticket did not opt in to remediation without a person");
    }

    public static Decision resolve() {
        return of(Path.RESOLVE, null, Analyses.certain(), "confidence 0.86 is at or above 0.80 for category server");
    }

    public static Decision followUp() {
        return of(Path.FOLLOW_UP, null, Analyses.analysis().confidence(0.7).build(), "confidence 0.70 is at or above 0.60 for category server");
    }

    public static Decision clarify() {
        return of(Path.CLARIFY, null, Analyses.analysis().confidence(0.4).build(), "confidence 0.40 is at or above 0.30 for category server");
    }

    public static Decision escalate() {
        return of(Path.ESCALATE, "server-operations", Analyses.withoutEvidence(), "confidence 0.10 is below 0.30 for category server");
    }

    public static Decision of(Path path, String team, Analysis analysis, String... reasons) {
        return new Decision(TimeOrderedId.at(Tickets.OPENED), analysis, path, team, List.of(reasons), null);
    }
}
