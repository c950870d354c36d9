package io.serai.remediation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * A person's say about one execution.
 *
 * @param id          the execution's id
 * @param action      name in the catalogue
 * @param team        who is asked, or {@code null}
 * @param reasons     why it was decided to ask, in words
 * @param state       where the execution stands
 * @param verdict     {@code approve}, {@code reject}, or {@code null} while nothing was said
 * @param decidedBy   user name, or {@code hub}
 * @param expired     true if the time for it is over, by the database's clock
 * @param ticketFacts digest of what the approver judges
 * @param requester   names under which the ticket's requester may sign in, in lower case
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Approval(String id, String ticketId, String action, JsonNode parameters, String team, List<String> reasons, Execution.State state,
                Instant requestedAt, Instant expiresAt, String verdict, String decidedBy, Instant decidedAt, String comment,
                @JsonIgnore boolean expired, @JsonIgnore String ticketFacts, @JsonIgnore List<String> requester) {
}
