package io.serai.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The systems behind the simulated operations endpoint, in memory: services that stand still until they are restarted, caches, volumes that
 * are full, accounts that are locked. Remembers each idempotency key, and counts effects, so that an action done twice can be seen.
 */
@Component
@Profile("demo")
class OperationsSystems {

    /** How long a service takes to start. */
    private static final Duration START = Duration.ofSeconds(2);

    private final Map<String, String> states = new LinkedHashMap<>();
    private final Map<String, Instant> startedAt = new LinkedHashMap<>();
    private final Map<String, Effect> byKey = new LinkedHashMap<>();
    private final List<Effect> effects = new ArrayList<>();
    private final Clock clock;
    private int repeats;

    OperationsSystems(Clock clock) {
        this.clock = clock;
    }

    /**
     * Something that was done.
     *
     * @param key    idempotency key of the call
     * @param what   {@code restart}, {@code clear}, {@code unlock}, {@code lock}, {@code expand}, {@code shrink}
     * @param system what it was done to
     */
    record Effect(String key, String what, String system, Instant at) {
    }

    /** Does something, or, where the key was used before, nothing. */
    synchronized Effect once(String key, String what, String system, String state) {
        Effect earlier = byKey.get(key);
        if (earlier != null) {
            repeats++;
            return earlier;
        }
        Effect effect = new Effect(key, what, system, clock.instant());
        byKey.put(key, effect);
        effects.add(effect);
        states.put(system, state);
        if (what.equals("restart")) {
            startedAt.put(system, effect.at());
        }
        return effect;
    }

    /** State of a system; {@code otherwise} as long as nothing was done to it. */
    synchronized String state(String system, String otherwise) {
        Instant started = startedAt.get(system);
        if (started != null && clock.instant().isBefore(started.plus(START))) {
            return "starting";
        }
        return states.getOrDefault(system, otherwise);
    }

    synchronized Optional<Effect> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** All that was done, in order. */
    synchronized List<Effect> effects() {
        return List.copyOf(effects);
    }

    /** Number of calls whose key was used before; they had no effect. */
    synchronized int repeats() {
        return repeats;
    }

    synchronized void clear() {
        states.clear();
        startedAt.clear();
        byKey.clear();
        effects.clear();
        repeats = 0;
    }
}
