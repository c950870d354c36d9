package io.serai.connector;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Keeps what sources of feeds said, until they can be read again. Safe for concurrent use. */
@Component
class SaidFaults implements FeedFaults {

    private final Map<String, String> said = new ConcurrentHashMap<>();

    @Override
    public void refused(String connector, String words) {
        said.put(connector, words);
    }

    Optional<String> of(String connector) {
        return Optional.ofNullable(said.get(connector));
    }

    /** The source can be read again. */
    void over(String connector) {
        said.remove(connector);
    }
}
