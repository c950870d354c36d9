package io.serai.document;

import io.serai.api.EventStreams;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells those who listen how far documents are. Looks at the database, as another process may be the one that reads. */
@Component
class DocumentEvents {

    private final DocumentStore store;
    private final ShowDocuments show;
    private final EventStreams<UUID> streams;

    DocumentEvents(DocumentStore store, ShowDocuments show) {
        this.store = store;
        this.show = show;
        this.streams = new EventStreams<>("document-events", this::look);
    }

    SseEmitter listen(UUID document) {
        return streams.listen(document);
    }

    private Map<UUID, EventStreams.Event> look(Set<UUID> wanted) {
        Map<UUID, DocumentView> views = show.show(store.find(wanted)).stream().collect(Collectors.toMap(DocumentView::id, Function.identity()));
        return wanted.stream().collect(Collectors.toMap(Function.identity(), id -> event(id, views.get(id))));
    }

    private static EventStreams.Event event(UUID id, DocumentView view) {
        return view == null ? new EventStreams.Event("deleted", Map.of("id", id), true) : new EventStreams.Event(view.state(), view, view.settled());
    }

    @PreDestroy
    void stop() {
        streams.close();
    }
}
