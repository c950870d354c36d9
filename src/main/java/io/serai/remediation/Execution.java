package io.serai.remediation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.serai.work.WorkBody;
import java.time.Instant;
import java.util.Objects;

/**
 * One action for one ticket: requested, perhaps approved, executed at most once.
 *
 * @param id             ours, a time-ordered UUID; also the idempotency key sent to the endpoint
 * @param decisionId     the decision it follows from
 * @param ticketId       the ticket it is for
 * @param action         name in the catalogue
 * @param parameters     a JSON object that passed the action's schema
 * @param state          where it stands
 * @param detail         why it is in that state, in words, or {@code null}
 * @param requestedAt    when the decision asked for it (UTC)
 * @param startedAt      when the call was about to be made, or {@code null}
 * @param finishedAt     when it came to a final state, or {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Execution(String id, String decisionId, String ticketId, String action, JsonNode parameters, State state, String detail,
                        Instant requestedAt, Instant startedAt, Instant finishedAt) implements WorkBody {

    /** Where an execution stands. */
    public enum State {
        /** A person has to approve it. */
        WAITING_APPROVAL,
        /** Allowed, queued. */
        APPROVED,
        /** The call is being made: committed before the first byte leaves. */
        STARTED,
        /** Done, and verified where the action says how. */
        SUCCEEDED,
        /** The endpoint answered that it did not do it, or the verification found it undone. */
        FAILED,
        /** It may have been done or not: a person has to look. */
        UNKNOWN,
        /** Done, found harmful or incomplete, and undone. */
        ROLLED_BACK,
        /** A person said no, or the approval ran out. */
        REJECTED;

        /** True where nothing more will happen by itself. */
        public boolean isFinal() {
            return this != WAITING_APPROVAL && this != APPROVED && this != STARTED;
        }
    }

    public Execution {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(state, "state");
    }

    @Override
    public String workKey() {
        return id;
    }

    @Override
    public String orderingKey() {
        return ticketId;
    }
}
