package io.serai.outbox;

import io.serai.audit.AuditEntry;
import io.serai.audit.AuditWatch;
import io.serai.connector.EventTargets;
import io.serai.outbox.OutboxStore.Happened;
import io.serai.ticket.StatusWatch;
import io.serai.ticket.Ticket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Keeps what others are to hear of: decisions, executions and their approvals, tickets that are new or have another status. Nothing if nobody listens. */
@Component
class KeepEvents implements AuditWatch, StatusWatch {

    /** Acts in the audit trail, as {@code feature-rest}. */
    private static final Pattern TOLD = Pattern.compile("(decision|execution|approval)-([a-z-]+)");

    private final OutboxStore store;
    /** Asked for late: the audit trail is made before the connectors are. */
    private final ObjectProvider<EventTargets> targets;

    KeepEvents(OutboxStore store, ObjectProvider<EventTargets> targets) {
        this.store = store;
        this.targets = targets;
    }

    @Override
    public void recorded(List<AuditEntry> entries) {
        keep(entries.stream().filter(entry -> entry.ticketId() != null && TOLD.matcher(entry.what()).matches()).map(KeepEvents::happened).toList());
    }

    @Override
    public void changed(List<StatusChange> changes) {
        keep(changes.stream().map(KeepEvents::happened).toList());
    }

    private void keep(List<Happened> all) {
        List<String> listeners = all.isEmpty() ? List.of() : targets.getObject().names();
        if (!listeners.isEmpty()) {
            store.keep(listeners, all);
        }
    }

    private static Happened happened(AuditEntry entry) {
        Map<String, Object> data = new LinkedHashMap<>(entry.details());
        data.put("actor", entry.actor());
        return new Happened(entry.ticketId(), TOLD.matcher(entry.what()).replaceFirst("io.serai.$1.$2"), data);
    }

    private static Happened happened(StatusChange change) {
        Ticket ticket = change.ticket();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("to", ticket.status().json());
        if (change.from() != null) {
            data.put("from", change.from().json());
        }
        data.put("kind", ticket.kind().json());
        data.put("priority", ticket.priority().json());
        if (ticket.category() != null) {
            data.put("category", ticket.category().json());
        }
        return new Happened(ticket.id(), change.from() == null ? "io.serai.ticket.opened" : "io.serai.ticket.status-changed", data);
    }
}
