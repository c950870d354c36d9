package io.serai.api;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells those who listen how far something is, as server-sent events: one at once, one for each change, and none after the last. Each stream
 * ends after ten minutes, and there are at most a hundred.
 *
 * @param <K> what is listened to
 */
public final class EventStreams<K> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final int MOST = 100;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long PAUSE = 300;

    /**
     * How far it is.
     *
     * @param name of the event
     * @param data sent as JSON; told again only once it differs
     * @param last nothing more will happen by itself
     */
    public record Event(String name, Object data, boolean last) {
    }

    private final class Listener {
        private final K subject;
        private Event told;

        Listener(K subject) {
            this.subject = subject;
        }
    }

    private final Function<Set<K>, Map<K, Event>> look;
    private final Map<SseEmitter, Listener> listeners = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock;

    /**
     * @param name of its thread
     * @param look tells of each how far it is; asked while somebody listens, about every third of a second, by one thread
     */
    public EventStreams(String name, Function<Set<K>, Map<K, Event>> look) {
        this.look = look;
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(this::tell, PAUSE, PAUSE, TimeUnit.MILLISECONDS);
    }

    /** @throws ResponseStatusException (503) if too many listen already */
    public SseEmitter listen(K subject) {
        if (listeners.size() >= MOST) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "There are " + MOST + " listeners already; ask without events now and then.");
        }
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        emitter.onCompletion(() -> listeners.remove(emitter));
        emitter.onTimeout(emitter::complete);
        emitter.onError(problem -> listeners.remove(emitter));
        listeners.put(emitter, new Listener(subject));
        return emitter;
    }

    private void tell() {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            Map<K, Event> now = look.apply(listeners.values().stream().map(listener -> listener.subject).collect(Collectors.toSet()));
            listeners.forEach((emitter, listener) -> {
                if (now.containsKey(listener.subject)) {
                    tell(emitter, listener, now.get(listener.subject));
                }
            });
        } catch (RuntimeException e) {
            LOG.debug("how far it is cannot be told now", e); // the next round tells
        }
    }

    private void tell(SseEmitter emitter, Listener listener, Event event) {
        if (event.equals(listener.told)) {
            return;
        }
        try {
            listener.told = event;
            emitter.send(SseEmitter.event().name(event.name()).data(event.data(), MediaType.APPLICATION_JSON));
            if (event.last()) {
                emitter.complete();
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("a listener has gone", e);
            listeners.remove(emitter);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        listeners.keySet().forEach(SseEmitter::complete);
    }
}
