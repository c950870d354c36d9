package io.serai.document;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells those who listen how far documents are, as server-sent events: one at once, one for each change, and none after the document is
 * ready or refused. Looks at the database, as another process may be the one that reads.
 */
@Component
class DocumentEvents {

    private static final Logger LOG = LoggerFactory.getLogger(DocumentEvents.class);
    private static final int MOST = 100;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long PAUSE = 300;

    private static final class Listener {
        private final UUID document;
        private DocumentView last;

        Listener(UUID document) {
            this.document = document;
        }
    }

    private final DocumentStore store;
    private final ShowDocuments show;
    private final Map<SseEmitter, Listener> listeners = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "document-events");
        thread.setDaemon(true);
        return thread;
    });

    DocumentEvents(DocumentStore store, ShowDocuments show) {
        this.store = store;
        this.show = show;
        clock.scheduleWithFixedDelay(this::tell, PAUSE, PAUSE, TimeUnit.MILLISECONDS);
    }

    SseEmitter listen(UUID document) {
        if (listeners.size() >= MOST) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "There are " + MOST + " listeners already; ask for the document itself now and then.");
        }
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        emitter.onCompletion(() -> listeners.remove(emitter));
        emitter.onTimeout(emitter::complete);
        emitter.onError(problem -> listeners.remove(emitter));
        listeners.put(emitter, new Listener(document));
        return emitter;
    }

    private void tell() {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            Set<UUID> wanted = listeners.values().stream().map(listener -> listener.document).collect(Collectors.toSet());
            Map<UUID, DocumentView> views = show.show(store.find(wanted)).stream().collect(Collectors.toMap(DocumentView::id, Function.identity()));
            listeners.forEach((emitter, listener) -> tell(emitter, listener, views.get(listener.document)));
        } catch (RuntimeException e) {
            LOG.debug("how far documents are cannot be told now", e); // the next round tells
        }
    }

    private void tell(SseEmitter emitter, Listener listener, DocumentView view) {
        try {
            if (view == null) {
                emitter.send(SseEmitter.event().name("deleted").data(Map.of("id", listener.document), MediaType.APPLICATION_JSON));
                emitter.complete();
            } else if (!view.equals(listener.last)) {
                listener.last = view;
                emitter.send(SseEmitter.event().name(view.state()).data(view, MediaType.APPLICATION_JSON));
                if (view.settled()) {
                    emitter.complete();
                }
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("a listener has gone", e);
            listeners.remove(emitter);
        }
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
        listeners.keySet().forEach(SseEmitter::complete);
    }
}
