package io.serai.writeback;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.ticket.HistoryPart;
import io.serai.ticket.TicketStatus;
import io.serai.work.WorkQueue;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Shows a ticket's notes. One that the queue gave up is {@code FAILED}: it lies in the dead letters, from where it can be replayed. */
@Component
class WriteBackHistory implements HistoryPart {

    private final WriteBackStore store;
    private final WorkQueue queue;

    WriteBackHistory(WriteBackStore store, WorkQueue queue) {
        this.store = store;
        this.queue = queue;
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Shown(String id, String key, String connector, String externalId, String note, TicketStatus status, boolean internal, String state,
                 String reason, int attempts, Instant createdAt, Instant sentAt) {
    }

    @Override
    public String name() {
        return "writeBacks";
    }

    @Override
    public List<?> of(String ticketId) {
        List<WriteBackStore.Row> rows = store.of(ticketId);
        List<String> open = rows.stream().filter(row -> isOpen(row.state())).map(row -> row.writeBack().workKey()).toList();
        Set<String> buried = open.isEmpty() ? Set.of() : queue.buried("write-back", open);
        return rows.stream().map(row -> shown(row, buried)).toList();
    }

    private static Shown shown(WriteBackStore.Row row, Set<String> buried) {
        WriteBack w = row.writeBack();
        String state = isOpen(row.state()) && buried.contains(w.workKey()) ? "FAILED" : row.state();
        return new Shown(w.id(), w.key(), w.connector(), w.externalId(), w.note(), w.status(), w.internal(), state, row.reason(), row.attempts(),
            row.createdAt(), row.sentAt());
    }

    private static boolean isOpen(String state) {
        return state.equals("PENDING") || state.equals("SENDING");
    }
}
