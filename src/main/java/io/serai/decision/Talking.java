package io.serai.decision;

import io.serai.analysis.Analysis;
import java.util.Objects;
import java.util.Optional;

/** Says whether a ticket's requester may be told something now. The feature that talks with requesters implements it. */
public interface Talking {

    /**
     * Why not.
     *
     * @param toPeople true if people take the ticket over; false if nothing at all is done about this analysis, because another one follows
     * @param reason   in words of our own
     */
    record Objection(boolean toPeople, String reason) {
        public Objection {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Within the transaction of the decision. @return why the ticket is settled, in words of our own, if its requester says that what was suggested helped */
    default Optional<String> helped(Analysis analysis) {
        return Optional.empty();
    }

    /** Within the transaction of the decision. @param path {@code RESOLVE}, {@code FOLLOW_UP} or {@code CLARIFY} */
    Optional<Objection> objection(Analysis analysis, Path path);
}
