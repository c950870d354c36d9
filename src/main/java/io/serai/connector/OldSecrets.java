package io.serai.connector;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells which senders still use a secret that is being replaced: each time as a metric, once an hour in the log. */
@Component
class OldSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(OldSecrets.class);
    private static final Duration QUIET = Duration.ofHours(1);

    private final Map<String, Instant> told = new ConcurrentHashMap<>();
    private final Clock clock;
    private final MeterRegistry meters;

    OldSecrets(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
    }

    void used(String connector) {
        meters.counter("serai.hooks.old.secret", "connector", connector).increment();
        Instant now = clock.instant();
        Instant last = told.get(connector);
        if ((last == null || last.plus(QUIET).isBefore(now)) && (last == null ? told.putIfAbsent(connector, now) == null : told.replace(connector, last, now))) {
            LOG.info("connector {}: webhooks still come with the previous secret; set the new one at the sender before you take 'previousSecret' away", connector);
        }
    }
}
