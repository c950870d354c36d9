package io.serai.connector;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The comparisons under way in this process, at most one a connector. */
@Component
class Comparisons {

    private final Map<String, Comparison> running = new ConcurrentHashMap<>();

    /** @return the one that is under way for the connector, or a new one that its next poll makes */
    Comparison ask(String connector, Instant since, boolean fetch) {
        return running.computeIfAbsent(connector, name -> new Comparison(name, since, fetch));
    }

    /** The one that the connector's poll is to make, if one was asked for and has not begun. */
    Optional<Comparison> toBegin(String connector) {
        return Optional.ofNullable(running.get(connector)).filter(Comparison::begin);
    }

    Comparison of(String connector) {
        return Optional.ofNullable(running.get(connector)).orElseThrow(() -> new IllegalStateException("no comparison is under way for connector " + connector));
    }

    /** @param error why it failed, or {@code null} */
    void end(String connector, String error) {
        Optional.ofNullable(running.remove(connector)).ifPresent(comparison -> comparison.end(error));
    }
}
