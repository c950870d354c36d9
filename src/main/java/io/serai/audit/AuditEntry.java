package io.serai.audit;

import java.util.Map;
import java.util.Objects;

/**
 * One line of the audit trail.
 *
 * @param actor    who: a user name, or {@code hub} for the hub itself
 * @param what     the act in kebab case, feature first ({@code decision-made}, {@code execution-succeeded}, {@code approval-rejected})
 * @param ticketId the ticket it is about, or {@code null} where it is about none
 * @param details  ids, states and reasons; never secrets, never a ticket's text
 */
public record AuditEntry(String actor, String what, String ticketId, Map<String, String> details) {

    public AuditEntry {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(what, "what");
        details = details == null ? Map.of() : Map.copyOf(details);
    }

    /** An act of the hub itself. */
    public static AuditEntry byHub(String what, String ticketId, Map<String, String> details) {
        return new AuditEntry("hub", what, ticketId, details);
    }
}
