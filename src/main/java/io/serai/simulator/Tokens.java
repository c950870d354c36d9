package io.serai.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Tokens that run out. */
final class Tokens {

    private final Clock clock;
    private final Map<String, Instant> until = new HashMap<>();
    private final Duration life;
    private long issued;

    Tokens(Clock clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    synchronized String issue() {
        issued++;
        String token = UUID.randomUUID().toString().replace("-", "");
        until.put(token, clock.instant().plus(life));
        return token;
    }

    synchronized boolean valid(String token) {
        return until.getOrDefault(token, Instant.MIN).isAfter(clock.instant());
    }

    synchronized void expire() {
        until.clear();
    }

    synchronized long issued() {
        return issued;
    }

    Duration life() {
        return life;
    }
}
