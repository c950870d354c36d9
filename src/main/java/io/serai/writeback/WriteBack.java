package io.serai.writeback;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.ticket.TicketStatus;
import io.serai.work.WorkBody;
import java.util.Objects;

/**
 * One note for the system that a ticket came from.
 *
 * @param id         ours, a time-ordered UUID
 * @param key        what it is about ({@code decision:<id>}, {@code execution:<id>:<state>}): one note a key, ever
 * @param ticketId   our ticket
 * @param tenant     the ticket's tenant
 * @param connector  the connector that the ticket came through, and that takes the note
 * @param externalId the source's identity of the ticket
 * @param externalRef the source's internal key where it differs from {@code externalId} (ServiceNow {@code sys_id}), or {@code null}
 * @param note       plain text; ends with {@code marker}
 * @param marker     {@code [serai:<8 hex digits>]}: found in the source, it tells that the note has arrived
 * @param status     the status to set there, or {@code null} to leave it
 * @param internal   true if only staff may read the note
 * @param unsure     true if an earlier attempt may have reached the source: whoever sends the note has to look for {@code marker} there first,
 *                   and to send nothing if it is found
 * @param team       the team that takes the ticket over, as the policy calls it, or {@code null} if it stays where it is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WriteBack(String id, String key, String ticketId, String tenant, String connector, String externalId, String externalRef,
                        String note, String marker, TicketStatus status, boolean internal, boolean unsure, String team) implements WorkBody {

    public WriteBack {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(ticketId, "ticketId");
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(externalId, "externalId");
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(marker, "marker");
    }

    /** A note that leaves the ticket with whoever has it. */
    public WriteBack(String id, String key, String ticketId, String tenant, String connector, String externalId, String externalRef, String note,
                     String marker, TicketStatus status, boolean internal, boolean unsure) {
        this(id, key, ticketId, tenant, connector, externalId, externalRef, note, marker, status, internal, unsure, null);
    }

    public WriteBack withTeam(String team) {
        return new WriteBack(id, key, ticketId, tenant, connector, externalId, externalRef, note, marker, status, internal, unsure, team);
    }

    public WriteBack withUnsure(boolean unsure) {
        return new WriteBack(id, key, ticketId, tenant, connector, externalId, externalRef, note, marker, status, internal, unsure, team);
    }

    @Override
    public String workKey() {
        return key;
    }

    @Override
    public String orderingKey() {
        return ticketId;
    }
}
