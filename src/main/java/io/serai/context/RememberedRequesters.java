package io.serai.context;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Answers of directories, in memory alone, for a while. Safe for concurrent use. */
@Component
class RememberedRequesters {

    private record Key(String tenant, String connector, String email) {
    }

    private record Kept(RequesterContext context, Instant until) {
    }

    private final Map<Key, Kept> kept;
    private final ContextProperties properties;
    private final Clock clock;

    RememberedRequesters(ContextProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
        this.kept = new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
                return size() > properties.most();
            }
        };
    }

    synchronized Optional<RequesterContext> find(String tenant, String connector, String email) {
        Key key = new Key(tenant, connector, email);
        Kept found = kept.get(key);
        if (found != null && !clock.instant().isBefore(found.until())) {
            kept.remove(key);
            return Optional.empty();
        }
        return Optional.ofNullable(found).map(Kept::context);
    }

    /** Keeps what the directory said; that it could not be asked is not kept. */
    synchronized void keep(RequesterLookup asked, RequesterContext context) {
        if (context.state() == RequesterContext.State.FOUND || context.state() == RequesterContext.State.UNKNOWN) {
            kept.put(new Key(asked.tenant(), asked.connector(), asked.email()), new Kept(context, clock.instant().plus(properties.remembered())));
        }
    }
}
