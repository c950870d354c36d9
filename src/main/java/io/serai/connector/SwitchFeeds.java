package io.serai.connector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Stops the feeds of connectors that are paused, and all of them while too much waits to be processed; starts them again when that is over. Notes it
 * when a feed's source cannot be reached, and starts a feed anew whose source was out of reach for a minute: some give up for good.
 */
@Component
class SwitchFeeds {

    private static final Logger LOG = LoggerFactory.getLogger(SwitchFeeds.class);
    private static final int PATIENCE = 30;
    private static final Duration NOTE = Duration.ofSeconds(10);
    private static final Duration RESTART = Duration.ofSeconds(60);

    private final Connectors connectors;
    private final ConnectorStates states;
    private final RecordIntake intake;
    private final SaidFaults faults;
    private final CamelContext camel;
    private final Clock clock;
    private final Map<String, Outage> outages = new ConcurrentHashMap<>();

    SwitchFeeds(Connectors connectors, ConnectorStates states, RecordIntake intake, SaidFaults faults, CamelContext camel, Clock clock) {
        this.connectors = connectors;
        this.states = states;
        this.intake = intake;
        this.faults = faults;
        this.camel = camel;
        this.clock = clock;
    }

    /** @param restart when it is started anew, if it is still out of reach then */
    private record Outage(Instant noted, Instant restart) {
    }

    @Scheduled(fixedDelayString = "${serai.connector.feed-period:1s}")
    void look() {
        connectors.all().stream().filter(connector -> connector.streams().feed() != null).forEach(connector -> {
            try {
                look(connector);
            } catch (Exception e) {
                LOG.warn("connector {}: its feed cannot be switched: {}", connector.name(), e.toString());
            }
        });
    }

    private void look(Connector connector) throws Exception {
        String id = ConnectorRoutes.feedSource(connector);
        ServiceStatus status = camel.getRoute(id) == null ? null : camel.getRouteController().getRouteStatus(id);
        boolean wanted = intake.isOpen(connector.name());
        if (status == ServiceStatus.Started && !wanted) {
            camel.getRouteController().stopRoute(id, PATIENCE, TimeUnit.SECONDS);
            outages.remove(id);
            LOG.info("connector {}: its feed rests", connector.name());
        } else if (status == ServiceStatus.Stopped && wanted) {
            camel.getRouteController().startRoute(id);
            LOG.info("connector {}: its feed goes on", connector.name());
        } else if (status == ServiceStatus.Started) {
            watch(connector, camel.getRoute(id));
        }
    }

    private void watch(Connector connector, Route route) throws Exception {
        HealthCheck check = route.getConsumer() instanceof HealthCheckAware aware ? aware.getHealthCheck() : null;
        if (check == null) {
            return;
        }
        HealthCheck.Result result = check.call();
        Instant now = clock.instant();
        if (result.getState() != HealthCheck.State.DOWN) {
            faults.over(connector.name());
            if (outages.remove(route.getRouteId()) != null) {
                states.of(connector.name()).record(null);
            }
            return;
        }
        Optional<String> said = faults.of(connector.name());
        String words = words(said, result);
        Outage before = outages.get(route.getRouteId());
        if (before == null) {
            // a consumer that has just been started is not connected yet
            outages.put(route.getRouteId(), new Outage(now, now.plus(RESTART)));
        } else if (!now.isBefore(before.restart())) {
            LOG.warn("connector {}: its feed is started anew: {}", connector.name(), words);
            camel.getRouteController().stopRoute(route.getRouteId(), PATIENCE, TimeUnit.SECONDS);
            camel.getRouteController().startRoute(route.getRouteId());
            outages.put(route.getRouteId(), new Outage(now, now.plus(RESTART)));
        } else if (!now.isBefore(before.noted().plus(NOTE)) || said.isPresent() && !words.equals(states.of(connector.name()).view().lastError())) {
            states.of(connector.name()).record(new VendorCallException(0, null, words));
            outages.put(route.getRouteId(), new Outage(now, before.restart()));
        }
    }

    /** What the source said, if it said something: what a consumer says of itself tells no operator what to look at. */
    private static String words(Optional<String> said, HealthCheck.Result result) {
        return said.or(() -> result.getError().map(ConnectorState::text)).or(result::getMessage).map(words -> "its source cannot be read: " + words)
            .orElse("its source cannot be read");
    }
}
